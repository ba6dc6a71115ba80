namespace Aspire.Hosting.Execution;

/// <summary>Watches the health of resources: one monitor a resource, not a replica.</summary>
internal sealed class HealthMonitors(
    HealthCheckService checks, ResourceNotificationService notifications, IDistributedApplicationEventing eventing, IServiceProvider services,
    ILogger<HealthMonitors> logger)
{
    internal Task WatchAsync(IResource resource, CancellationToken cancellationToken) =>
        new HealthMonitor(resource, checks, notifications, () => PublishReadyAsync(resource, cancellationToken)).RunAsync(cancellationToken);

    private async Task PublishReadyAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who waits for the resource fails with the same exception; here is where it is seen.
            logger.LogError(exception, "A handler of the ready event of '{Resource}' failed.", resource.Name);
            throw;
        }
    }
}
