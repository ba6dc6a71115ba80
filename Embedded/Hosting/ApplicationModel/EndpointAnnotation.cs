using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource: its name, and the ports asked for.</summary>
public sealed class EndpointAnnotation(
    ProtocolType protocol, string? uriScheme = null, string? name = null, int? port = null, int? targetPort = null,
    bool isExternal = false, bool isProxied = true) : IResourceAnnotation
{
    /// <summary>TCP; nothing else is offered.</summary>
    public ProtocolType Protocol { get; } = protocol;

    /// <summary>The scheme of its URL, for example <c>http</c> or <c>tcp</c>.</summary>
    public string UriScheme { get; set; } = uriScheme ?? "tcp";

    /// <summary>The name it is asked for by.</summary>
    public string Name { get; } = name ?? uriScheme ?? "tcp";

    /// <summary>The port others connect to; null takes a free one.</summary>
    public int? Port { get; set; } = port;

    /// <summary>The port the process listens on; null takes a free one per start.</summary>
    public int? TargetPort { get; set; } = targetPort;

    /// <summary>Whether it is meant for the world outside the application.</summary>
    public bool IsExternal { get; set; } = isExternal;

    /// <summary>Whether others reach it through the shared proxy.</summary>
    public bool IsProxied { get; set; } = isProxied;

    /// <summary>A variable in which the process gets its target port.</summary>
    internal string? TargetPortVariable { get; init; }

    /// <summary>Where it is reached; null until the application starts.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }
}
