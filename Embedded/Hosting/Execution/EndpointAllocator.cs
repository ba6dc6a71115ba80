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
            if (!TryOpen(endpoint, port))
            {
                throw new DistributedApplicationException(
                    $"Port {port} of endpoint '{endpoint.Name}' of resource '{resource.Name}' is in use. "
                    + "Stop the program that has it, or take random ports with --DcpPublisher:RandomizePorts=true.");
            }

            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.IsProxied ? "localhost" : "127.0.0.1", port);
        }
    }

    internal ProxyTargets? TargetsOf(EndpointAnnotation endpoint) => proxies.TryGetValue(endpoint, out var proxy) ? proxy.Targets : null;

    /// <summary>Takes an instance out of all proxies.</summary>
    internal void Leave(string instance) => proxies.Values.ToList().ForEach(proxy => proxy.Targets.Remove(instance));

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(proxies.Values.Select(proxy => proxy.DisposeAsync().AsTask())).ConfigureAwait(false);

    // Who has no proxy listens on the port itself.
    private bool TryOpen(EndpointAnnotation endpoint, int port) =>
        endpoint.IsProxied ? Attempt.To(() => proxies[endpoint] = EndpointProxy.Listen(port)) : Loopback.IsFree(port);

    private static void Validate(IResource resource, EndpointAnnotation endpoint)
    {
        var replicas = resource.GetReplicaCount();
        var fault = endpoint switch
        {
            { TargetPort: not null } when replicas > 1 => $"has a target port, and {replicas} replicas cannot share it",
            { IsProxied: false } when replicas > 1 => $"has no proxy, and {replicas} replicas cannot share one port",
            { IsProxied: true, Port: { } port } when port == endpoint.TargetPort =>
                $"is proxied, and its port and target port are both {port}",
            _ => null,
        };
        if (fault is not null)
        {
            throw new InvalidOperationException($"Endpoint '{endpoint.Name}' of '{resource.Name}' {fault}.");
        }
    }
}
