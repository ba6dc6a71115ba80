using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Links;
using AspireStateless.Chaos.Stores;

namespace AspireStateless.Chaos.Control;

/// <summary>What runs, and how it is reached.</summary>
internal sealed class Topology(DistributedApplicationModel model, InstanceFeed instances, StoreFacts stores, IEnumerable<LinkSet> links)
{
    /// <summary>Name of the endpoint at which a service is reached through the proxy.</summary>
    internal const string PublicEndpoint = "http";

    internal async Task<TopologyReport> ReportAsync(CancellationToken cancellationToken)
    {
        var connections = await stores.ConnectionsAsync(cancellationToken).ConfigureAwait(false);
        var all = instances.All;
        var resources = model.Resources.OfType<IResourceWithEndpoints>().Where(resource => all.Any(instance => instance.Resource == resource.Name));
        return new TopologyReport(
            ProcessIdentity.Own, [.. resources.Select(resource => new ResourceReport(resource.Name, EndpointUrl(resource)))], all, connections, links.Any());
    }

    private static string? EndpointUrl(IResourceWithEndpoints resource) =>
        new EndpointReference(resource, PublicEndpoint) is { Exists: true, IsAllocated: true } endpoint ? endpoint.Url : null;
}

/// <summary>Answer to <c>GET /topology</c>.</summary>
/// <param name="Links">Whether the replicas' connections to the stores can be disturbed.</param>
internal sealed record TopologyReport(
    ProcessIdentity AppHost, IReadOnlyList<ResourceReport> Resources, IReadOnlyList<InstanceState> Instances, IReadOnlyList<StoreReport> Stores, bool Links);

/// <summary>A resource; <paramref name="EndpointUrl"/> is null where it speaks no HTTP.</summary>
internal sealed record ResourceReport(string Name, string? EndpointUrl);
