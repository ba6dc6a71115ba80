namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource: its name, and the ports asked for.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    internal EndpointAnnotation(string? uriScheme, string? name, int? port, int? targetPort, bool isProxied)
    {
        UriScheme = uriScheme ?? "tcp";
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsProxied = isProxied;
    }

    /// <summary>The scheme of its URL, for example <c>http</c> or <c>tcp</c>.</summary>
    public string UriScheme { get; set; }

    /// <summary>The name it is asked for by.</summary>
    public string Name { get; }

    /// <summary>The port others connect to; null takes a free one.</summary>
    public int? Port { get; set; }

    /// <summary>The port the process listens on; null takes a free one per start.</summary>
    public int? TargetPort { get; set; }

    /// <summary>Whether it is meant for the world outside the application.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether others reach it through the shared proxy.</summary>
    public bool IsProxied { get; set; }

    /// <summary>A variable in which the process gets its target port.</summary>
    internal string? TargetPortVariable { get; init; }

    /// <summary>Where it is reached; null until the application starts.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }
}
