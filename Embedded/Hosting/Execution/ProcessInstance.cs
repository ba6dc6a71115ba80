namespace Aspire.Hosting.Execution;

/// <summary>
/// One instance of a resource: an id that stays, and one process after another. Nothing restarts it by itself.
/// </summary>
internal sealed class ProcessInstance(IResource resource, ILaunchRecipe recipe, InstanceServices services)
{
    private readonly Lock gate = new();
    private volatile InstanceLife? life;

    internal IResource Resource => resource;

    /// <summary><c>{resource}-{8 letters}</c>.</summary>
    internal string Id { get; } = services.Introduce(resource, NewId(resource), recipe.ResourceType, [.. recipe.Properties]);

    internal static string NewId(IResource resource) => $"{resource.Name}-{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 8)}";

    /// <summary>It is there and waits to be told to start.</summary>
    internal void AwaitExplicitStart() =>
        services.Notifications.Publish(Resource, Id, snapshot => snapshot with { State = KnownResourceStates.NotStarted });

    /// <summary>Starts a process when all that the resource waits for is there; an instance that waits already starts now.</summary>
    /// <exception cref="DistributedApplicationException">It runs already, or it cannot be started.</exception>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        if (life is { IsEnding: true } former)
        {
            await former.Over.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        InstanceLife starting;
        lock (gate)
        {
            if (life is null or { Over.IsCompleted: true })
            {
                life = new InstanceLife(Resource, Id, recipe, services);
                life.Begin();
            }
            else if (life.IsWaiting)
            {
                life.StartNow();
            }
            else
            {
                services.Notifications.TryGetCurrentState(Id, out var state);
                throw new DistributedApplicationException($"'{Id}' is {state?.Snapshot.State?.Text ?? "new"} already.");
            }

            starting = life;
        }

        await starting.Started.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the process, or the waiting for its start. Nothing to do if there is neither.</summary>
    internal Task StopAsync() => life is { } begun ? begun.StopAsync() : Task.CompletedTask;

    /// <summary>Stops it, then starts it.</summary>
    internal async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync().ConfigureAwait(false);
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }
}
