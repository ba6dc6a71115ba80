using AspireStateless.Chaos.Instances;
using AspireStateless.Stores.Kinds;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGTERM to the process itself, while the proxy still routes to it: outside the promise on stops. What goes on for as long as the host's
/// own stop would wait is killed then, with all that it started.
/// </summary>
internal sealed class TerminateFault(InstanceLifecycle lifecycle, KillFault kill, DistributedApplicationModel model) : IFault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public string Kind => FaultKinds.Terminate;

    public Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken) =>
        model.Resources.Any(resource => resource.Name == target.Resource && StoreAnnotation.Of(resource)?.Engine == StoreEngine.Postgres)
            ? throw RefusedException.BadRequest(
                "unsuitable-target", "On SIGTERM Postgres waits for its clients to leave: take 'shutdown-fast' or 'shutdown-immediate'.")
            : EndAsync(target, cancellationToken);

    private async Task<Injection> EndAsync(TrackedInstance target, CancellationToken cancellationToken)
    {
        var ending = lifecycle.EndBySignalAsync(target, Kind, Signal.SIGTERM, cancellationToken);
        if (target.Container is null && await Task.WhenAny(ending, Task.Delay(Patience, cancellationToken)) != ending)
        {
            await kill.KillAsync(target, cancellationToken);
        }

        return await ending;
    }
}
