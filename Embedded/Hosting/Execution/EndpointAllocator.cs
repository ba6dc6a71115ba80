using Aspire.Hosting.Execution.Proxy;

namespace Aspire.Hosting.Execution;

/// <summary>Gives every endpoint its address, and opens the proxies.</summary>
internal sealed class EndpointAllocator(PortReservations ports, IConfiguration configuration) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<EndpointAnnotation, EndpointProxy> proxies = new();

    private bool RandomizePorts => configuration.GetValue("DcpPublisher:RandomizePorts", false);

    /// <exception cref="DistributedApplicationException">A port asked for is in use, or the resource's endpoints cannot be had together.</exception>
    internal void Allocate(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            Validate(resource, endpoint);
            var port = endpoint.Port is { } wanted && !RandomizePorts ? wanted : ports.Take();
            if (endpoint.IsProxied)
            {
                proxies[endpoint] = Listen(resource, endpoint, port);
            }
            else if (!PortReservations.IsFree(port))
            {
                throw InUse(resource, endpoint, port);
            }

            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.IsProxied ? "localhost" : "127.0.0.1", port);
        }
    }

    internal ProxyTargets? TargetsOf(EndpointAnnotation endpoint) => proxies.TryGetValue(endpoint, out var proxy) ? proxy.Targets : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in proxies.Values)
        {
            await proxy.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Validate(IResource resource, EndpointAnnotation endpoint)
    {
        var severalReplicas = resource.GetReplicaCount() > 1;
        if (severalReplicas && endpoint.TargetPort is not null)
        {
            throw new InvalidOperationException(
                $"Endpoint '{endpoint.Name}' of '{resource.Name}' has a target port, and {resource.GetReplicaCount()} replicas cannot share it.");
        }

        if (severalReplicas && !endpoint.IsProxied)
        {
            throw new InvalidOperationException(
                $"Endpoint '{endpoint.Name}' of '{resource.Name}' has no proxy, and {resource.GetReplicaCount()} replicas cannot share one port.");
        }

        if (endpoint is { IsProxied: true, Port: { } port } && port == endpoint.TargetPort)
        {
            throw new InvalidOperationException(
                $"Endpoint '{endpoint.Name}' of '{resource.Name}' is proxied, and its port and target port are both {port}.");
        }
    }

    private static EndpointProxy Listen(IResource resource, EndpointAnnotation endpoint, int port)
    {
        try
        {
            return EndpointProxy.Listen(port);
        }
        catch (SocketException)
        {
            throw InUse(resource, endpoint, port);
        }
    }

    private static DistributedApplicationException InUse(IResource resource, EndpointAnnotation endpoint, int port) => new(
        $"Port {port} of endpoint '{endpoint.Name}' of resource '{resource.Name}' is in use. "
        + "Stop the program that has it, or take random ports with --DcpPublisher:RandomizePorts=true.");
}
