namespace Aspire.Hosting.Execution;

/// <summary>
/// Checks one resource as long as one of its instances is up, and copies the result to all of them: every 30 s while healthy, growing from
/// 0.1 s to 5 s while not, and at once when an instance changes its state. (Aspire begins at 1 s; stores here start in milliseconds.)
/// </summary>
internal sealed class HealthMonitor(
    IResource resource, HealthCheckService checks, ResourceNotificationService notifications, Func<Task> publishReady)
{
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnhealthyFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan UnhealthyLast = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> keys =
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(annotation => annotation.Key)];

    private readonly SemaphoreSlim changed = new(0);
    private Task? ready;
    private int endings;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var watching = NoticeChangesAsync(cancellationToken);
        var pause = UnhealthyFirst;
        try
        {
            while (true)
            {
                if (!AnyInstance(snapshot => snapshot.State?.Text == KnownResourceStates.Running))
                {
                    pause = UnhealthyFirst;
                    await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                }

                var healthy = await CheckAsync(cancellationToken).ConfigureAwait(false);
                pause = healthy ? WhileHealthy : pause == WhileHealthy ? UnhealthyFirst : pause * 2 < UnhealthyLast ? pause * 2 : UnhealthyLast;
                if (await changed.WaitAsync(pause, cancellationToken).ConfigureAwait(false))
                {
                    pause = UnhealthyFirst;
                    while (await changed.WaitAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
                    {
                        // One check answers all the changes that came together.
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The reports of an instance that has just started: nothing checked yet.</summary>
    internal static ImmutableArray<HealthReportSnapshot> Unchecked(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new HealthReportSnapshot(check.Key, null, null, null))];

    private async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        if (IsOutdated())
        {
            endings = notifications.EndingsOf(resource);
            ready = null;
        }

        var reports = ImmutableArray<HealthReportSnapshot>.Empty;
        if (keys.Count > 0)
        {
            var report = await checks.CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken).ConfigureAwait(false);
            reports = [.. report.Entries.Select(entry =>
                new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.Message))];
        }

        if (IsOutdated())
        {
            return false;
        }

        var healthy = reports.All(report => report.Status == HealthStatus.Healthy);
        if (healthy)
        {
            ready ??= publishReady();
        }

        foreach (var id in notifications.InstancesOf(resource))
        {
            notifications.Publish(resource, id, snapshot => snapshot.State?.Text != KnownResourceStates.Running || IsOutdated() ? snapshot
                : snapshot with { HealthReports = Same(snapshot.HealthReports, reports), Ready = healthy ? ready : snapshot.Ready });
        }

        return healthy;
    }

    // All instances ended while the check ran: what it found is not true of their successors, for whom ready has to be told anew.
    private bool IsOutdated() => endings != notifications.EndingsOf(resource);

    // Keeps the array that says the same, so that an unchanged state is not told again.
    private static ImmutableArray<HealthReportSnapshot> Same(
        ImmutableArray<HealthReportSnapshot> former, ImmutableArray<HealthReportSnapshot> now) =>
        former.SequenceEqual(now) ? former : now;

    private bool AnyInstance(Func<CustomResourceSnapshot, bool> predicate) => notifications.InstancesOf(resource)
        .Any(id => notifications.TryGetCurrentState(id, out var state) && predicate(state.Snapshot));

    private async Task NoticeChangesAsync(CancellationToken cancellationToken)
    {
        var states = new Dictionary<string, (string?, DateTime?)>(StringComparer.Ordinal);
        await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            var state = (change.Snapshot.State?.Text, change.Snapshot.StartTimeStamp);
            if (change.Resource == resource && (!states.TryGetValue(change.ResourceId, out var former) || former != state))
            {
                states[change.ResourceId] = state;
                changed.Release();
            }
        }
    }
}
