namespace Aspire.Hosting.Execution;

/// <summary>A resource without a process: a child shares its parent's state, a value is there or missing.</summary>
internal sealed class PassiveResource(IResource resource, InstanceServices services)
{
    private readonly string id = services.Introduce(
        resource, resource is IResourceWithParent ? ProcessInstance.NewId(resource) : resource.Name,
        resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal));

    internal Task RunAsync(CancellationToken cancellationToken) =>
        resource is IResourceWithParent { Parent: var parent } ? FollowAsync(parent, cancellationToken) : EvaluateAsync(cancellationToken);

    private async Task FollowAsync(IResource parent, CancellationToken cancellationToken)
    {
        // Not while the parent runs and is not ready: what makes the child is a handler of the parent's ready event.
        await foreach (var change in services.Notifications.WatchAsync(parent, cancellationToken)
            .Where(change => change.Snapshot is not { IsRunning: true, Ready: null })
            .ConfigureAwait(false))
        {
            var now = change.Snapshot;
            if (now.IsRunning)
            {
                await now.Ready!.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            Publish(snapshot => snapshot.StartTimeStamp == now.StartTimeStamp && snapshot.State == now.State ? snapshot : snapshot with
            {
                State = now.State,
                StartTimeStamp = now.StartTimeStamp,
                StopTimeStamp = now.StopTimeStamp,
                ExitCode = now.ExitCode,
                HealthReports = HealthMonitor.Unchecked(resource),
                Ready = null,
            });
        }
    }

    private async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (resource is IValueProvider value)
            {
                await value.GetValueAsync(cancellationToken).ConfigureAwait(false);
                Publish(snapshot => snapshot with { State = KnownResourceStates.Running });
            }
        }
        catch (MissingParameterValueException exception)
        {
            services.Loggers.GetLogger(id).LogError("{Message}", exception.Message);
            Publish(snapshot => snapshot with { State = new ResourceStateSnapshot(KnownResourceStates.ValueMissing, "error") });
        }
    }

    private void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => services.Notifications.Publish(resource, id, change);
}
