namespace Aspire.Hosting.ApplicationModel;

/// <summary>What one resource waits for, and whether it is there.</summary>
internal sealed class ResourceDependencies(ResourceNotificationService notifications, IResource waiter)
{
    private readonly IReadOnlyList<WaitAnnotation> waits =
    [
        .. waiter.Annotations.OfType<WaitAnnotation>()
            .SelectMany(wait => wait.Resource is IResourceWithParent { Parent: var parent }
                ? [new WaitAnnotation(parent, wait.WaitType, wait.ExitCode) { WaitBehavior = wait.WaitBehavior }, wait]
                : new[] { wait })
            .DistinctBy(wait => (wait.Resource, wait.WaitType)),
    ];

    internal bool Any => waits.Count > 0;

    internal string Names => string.Join(", ", waits.Select(wait => wait.Resource.Name));

    internal Task WaitAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(waits.Select(wait => WaitAsync(wait, cancellationToken)));

    private async Task WaitAsync(WaitAnnotation wait, CancellationToken cancellationToken)
    {
        // Every instance has to get there: a resource is as far as its last replica.
        var reached = new Dictionary<string, CustomResourceSnapshot>(StringComparer.Ordinal);
        await foreach (var change in notifications.WatchAsync(wait.Resource, cancellationToken).ConfigureAwait(false))
        {
            reached[change.ResourceId] = change.Snapshot;
            if (Fault(wait, change) is { } fault)
            {
                throw new DistributedApplicationException($"Resource '{waiter.Name}' waits for '{change.ResourceId}'{fault}.");
            }

            if (notifications.InstancesOf(wait.Resource).All(id => reached.TryGetValue(id, out var snapshot) && IsReached(wait, snapshot)))
            {
                break;
            }
        }

        if (wait.WaitType == WaitType.WaitUntilHealthy)
        {
            await Task.WhenAll(reached.Values.Select(snapshot => snapshot.Ready!)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsReached(WaitAnnotation wait, CustomResourceSnapshot snapshot) => wait.WaitType switch
    {
        WaitType.WaitUntilStarted => snapshot.IsRunning,
        WaitType.WaitForCompletion => snapshot.IsTerminal,
        _ => snapshot is { HealthStatus: HealthStatus.Healthy, Ready: not null },
    };

    // Why it will not come; null while it may.
    private string? Fault(WaitAnnotation wait, ResourceEvent change) => (wait.WaitType, change.Snapshot) switch
    {
        (_, { IsTerminal: false }) => null,
        (WaitType.WaitForCompletion, { State.Text: var state, ExitCode: var code }) =>
            state != KnownResourceStates.FailedToStart && (code ?? 0) == wait.ExitCode ? null
            : $" to complete with exit code {wait.ExitCode}, but it is {state} with exit code {code?.ToString() ?? "unknown"}",
        _ when (wait.WaitBehavior ?? notifications.DefaultWaitBehavior) == WaitBehavior.WaitOnResourceUnavailable => null,
        _ => $", which is {change.Snapshot.State!.Text} and will not come by itself",
    };
}
