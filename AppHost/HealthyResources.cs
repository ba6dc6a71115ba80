using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.AppHost;

/// <summary>Tells the person at the terminal of each resource that becomes healthy, and where it is reached.</summary>
internal sealed class HealthyResources(ResourceNotificationService notifications, ILogger<HealthyResources> logger) : BackgroundService
{
    private readonly Dictionary<IResource, Dictionary<string, CustomResourceSnapshot>> _instances = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            // Parameters have no health to speak of.
            if (change.Snapshot.IsHidden || change.Resource is not IResourceWithWaitSupport and not IResourceWithParent)
            {
                continue;
            }

            var before = IsHealthy(change.Resource);
            if (!_instances.TryGetValue(change.Resource, out var known))
            {
                _instances[change.Resource] = known = new(StringComparer.Ordinal);
            }

            known[change.ResourceId] = change.Snapshot;
            if (!before && IsHealthy(change.Resource))
            {
                logger.LogInformation("{Summary}", Summary(change.Resource));
            }
        }
    }

    private bool IsHealthy(IResource resource) => _instances.TryGetValue(resource, out var known)
        && known.Count >= resource.GetReplicaCount()
        && known.Values.All(
            snapshot => snapshot.State?.Text == KnownResourceStates.Running && snapshot.HealthStatus == HealthStatus.Healthy);

    private static string Summary(IResource resource)
    {
        var count = resource.GetReplicaCount();
        var urls = resource.Annotations.OfType<EndpointAnnotation>()
            .Select(endpoint => endpoint.AllocatedEndpoint?.UriString).OfType<string>();
        return $"{resource.Name} is healthy{(count > 1 ? $", {count} replicas" : "")}{string.Concat(urls.Select(url => $": {url}"))}";
    }
}
