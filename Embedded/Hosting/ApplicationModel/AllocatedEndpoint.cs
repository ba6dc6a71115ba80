namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where an endpoint is reached.</summary>
public sealed class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    /// <summary>Host name or address.</summary>
    public string Address { get; } = address;

    /// <summary>Port, 1 to 65535.</summary>
    public int Port { get; } = port;

    /// <summary>The URL, without a trailing slash.</summary>
    public string UriString => $"{endpoint.UriScheme}://{Address}:{Port}";
}
