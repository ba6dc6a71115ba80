using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>Finds out what runs, and how it is reached.</summary>
internal sealed class TopologyReader(
    DistributedApplicationModel model, InstanceFeed instances, StoreInspectors stores, IEnumerable<LinkSet> links)
{
    /// <summary>Name of the endpoint at which a service is reached through the proxy.</summary>
    public const string PublicEndpoint = "http";

    public async Task<Topology> ReadAsync(CancellationToken cancellationToken)
    {
        var connections = await stores.ConnectionsAsync(cancellationToken);
        var all = instances.All;
        var resources = model.Resources.OfType<IResourceWithEndpoints>()
            .Where(resource => all.Any(instance => instance.Resource == resource.Name));
        return new Topology(
            ProcessIdentity.Own, [.. resources.Select(resource => new TopologyResource(resource.Name, EndpointUrl(resource)))],
            all, connections, links.Any());
    }

    private static string? EndpointUrl(IResourceWithEndpoints resource) =>
        new EndpointReference(resource, PublicEndpoint) is { Exists: true, IsAllocated: true } endpoint ? endpoint.Url : null;
}
