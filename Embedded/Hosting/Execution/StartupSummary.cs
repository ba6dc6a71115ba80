namespace Aspire.Hosting.Execution;

/// <summary>Tells the person at the terminal when the application is up and where it is reached.</summary>
internal sealed class StartupSummary(
    ResourceNotificationService notifications, IHostEnvironment environment, IHostApplicationLifetime lifetime,
    ILogger<DistributedApplication> logger) : OngoingService
{
    private readonly Dictionary<string, CustomResourceSnapshot> instances = new(StringComparer.Ordinal);

    protected override async Task FollowAsync(CancellationToken stoppingToken)
    {
        logger.LogInformation("AppHost directory: {Directory}", environment.ContentRootPath);
        using var started = lifetime.ApplicationStarted.Register(
            () => logger.LogInformation("Distributed application started. Press Ctrl+C to shut down."));
        using var stopping = lifetime.ApplicationStopping.Register(() => logger.LogInformation("Stopping: replicas first, then the stores."));
        await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
        {
            var before = Healthy(change.Resource);
            instances[change.ResourceId] = change.Snapshot;
            if (!before && Healthy(change.Resource) && IsServer(change.Resource))
            {
                logger.LogInformation("{Summary}", Summary(change.Resource));
            }
        }
    }

    // Parameters are healthy as soon as they have a value; that is nothing to tell.
    private static bool IsServer(IResource resource) => LaunchRecipeAnnotation.Of(resource) is not null || resource is IResourceWithParent;

    private bool Healthy(IResource resource)
    {
        var ids = notifications.InstancesOf(resource);
        return ids.Count > 0 && ids.All(id => instances.TryGetValue(id, out var snapshot) && snapshot.HealthStatus == HealthStatus.Healthy);
    }

    private string Summary(IResource resource)
    {
        var count = notifications.InstancesOf(resource).Count;
        var urls = resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.AllocatedEndpoint?.UriString);
        return $"{resource.Name} is healthy{(count > 1 ? $", {count} replicas" : "")}{string.Concat(urls.Select(url => $": {url}"))}";
    }
}
