using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace AspireStateless.AppHost;

/// <summary>Fixed ports that the application is about to take.</summary>
internal static class Ports
{
    private static readonly (string Key, string What)[] OfAspire =
    [
        ("ASPNETCORE_URLS", "the dashboard"),
        ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "Aspire's resource service"),
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "the dashboard's telemetry endpoint"),
        ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "the dashboard's telemetry endpoint"),
    ];

    /// <summary>Sees that they are free: later one that is not would be a stack trace, or an endpoint that nobody answers at.</summary>
    /// <exception cref="DistributedApplicationException">One is in use.</exception>
    public static IDistributedApplicationBuilder CheckPorts(this IDistributedApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (!builder.ExecutionContext.IsRunMode || configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
        {
            return builder;
        }

        var aspire = from one in configuration.GetValue<bool>("DisableDashboard") ? [] : OfAspire
                     from url in Urls(configuration[one.Key])
                     select (url.Port, one.What, Setting: one.Key);
        var services = builder.Resources.OfType<ProjectResource>().SelectMany(project => project.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.Port is > 0)
            .Select(endpoint => (
                Port: endpoint.Port!.Value, What: $"the public endpoint of '{project.Name}'",
                Setting: "--DcpPublisher:RandomizePorts=true for free ones")));
        foreach (var (port, what, setting) in aspire.Concat(services))
        {
            if (IsTaken(port))
            {
                throw new DistributedApplicationException(
                    $"Port {port} of {what} is in use. Stop what listens there, as another AppHost, or choose another: {setting}.");
            }
        }

        return builder;
    }

    private static IEnumerable<Uri> Urls(string? urls) =>
        (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(url => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed : null).OfType<Uri>();

    private static bool IsTaken(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
