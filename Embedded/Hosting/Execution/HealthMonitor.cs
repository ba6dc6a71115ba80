namespace Aspire.Hosting.Execution;

/// <summary>
/// Checks one resource as long as one of its instances is up, and copies the result to all of them: every 30 s while healthy, growing from
/// 0.1 s to 5 s while not, and at once when an instance changes its state. (Aspire begins at 1 s; stores here start in milliseconds.)
/// </summary>
internal sealed class HealthMonitor(IResource resource, InstanceServices services, ILogger logger)
{
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnhealthyFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan UnhealthyLast = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> keys = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(annotation => annotation.Key)];
    private readonly ResourceNotificationService notifications = services.Notifications;
    private readonly SemaphoreSlim changed = new(0, 1);
    private Task? ready;
    private int endings;

    internal Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(NoticeChangesAsync(cancellationToken), CheckAgainAndAgainAsync(cancellationToken));

    /// <summary>The reports of an instance that has just started: nothing checked yet.</summary>
    internal static ImmutableArray<HealthReportSnapshot> Unchecked(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new HealthReportSnapshot(check.Key, null, null, null))];

    private async Task CheckAgainAndAgainAsync(CancellationToken cancellationToken)
    {
        var pause = UnhealthyFirst;
        while (true)
        {
            var isUp = notifications.InstancesOf(resource)
                .Any(id => notifications.TryGetCurrentState(id, out var state) && state.Snapshot.IsRunning);
            if (isUp)
            {
                var healthy = await CheckAsync(cancellationToken).ConfigureAwait(false);
                pause = healthy ? WhileHealthy : pause == WhileHealthy ? UnhealthyFirst : pause * 2 < UnhealthyLast ? pause * 2 : UnhealthyLast;
            }

            if (await changed.WaitAsync(isUp ? pause : Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
            {
                pause = UnhealthyFirst;
            }
        }
    }

    private async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        if (IsOutdated())
        {
            endings = notifications.EndingsOf(resource);
            ready = null;
        }

        var report = await services.Checks.CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken).ConfigureAwait(false);
        if (IsOutdated())
        {
            return false;
        }

        ImmutableArray<HealthReportSnapshot> reports = [.. report.Entries.Select(entry =>
            new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.Message))];
        var healthy = report.Status == HealthStatus.Healthy;
        ready = healthy ? ready ?? PublishReadyAsync(cancellationToken) : ready;
        foreach (var id in notifications.InstancesOf(resource))
        {
            notifications.Publish(resource, id, snapshot => !snapshot.IsRunning || IsOutdated() ? snapshot : snapshot with
            {
                // The array that says the same is kept, so that an unchanged state is not told again.
                HealthReports = snapshot.HealthReports.SequenceEqual(reports) ? snapshot.HealthReports : reports,
                Ready = healthy ? ready : snapshot.Ready,
            });
        }

        return healthy;
    }

    // All instances ended while the check ran: what it found is not true of their successors, for whom ready has to be told anew.
    private bool IsOutdated() => endings != notifications.EndingsOf(resource);

    private async Task NoticeChangesAsync(CancellationToken cancellationToken)
    {
        var states = new Dictionary<string, (string?, DateTime?)>(StringComparer.Ordinal);
        await foreach (var change in notifications.WatchAsync(resource, cancellationToken).ConfigureAwait(false))
        {
            var state = (change.Snapshot.State?.Text, change.Snapshot.StartTimeStamp);
            if (!states.TryGetValue(change.ResourceId, out var former) || former != state)
            {
                states[change.ResourceId] = state;
                // One check answers all the changes that come together.
                if (changed.CurrentCount == 0)
                {
                    changed.Release();
                }
            }
        }
    }

    private async Task PublishReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var isReady = new ResourceReadyEvent(resource, services.Provider);
            await services.Eventing.PublishAsync(isReady, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who waits for the resource fails with the same exception; here is where it is seen.
            logger.LogError(exception, "A handler of the ready event of '{Resource}' failed.", resource.Name);
            throw;
        }
    }
}
