using AspireStateless.Chaos.Instances;
using AspireStateless.Stores.Kinds;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>SIGTERM to the process itself, while the proxy still routes to it: outside the promise on stops.</summary>
internal sealed class TerminateFault(InstanceLifecycle lifecycle, DistributedApplicationModel model) : IFault
{
    public string Kind => FaultKinds.Terminate;

    public Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken) =>
        model.Resources.Any(resource => resource.Name == target.Resource && StoreAnnotation.Of(resource)?.Engine == StoreEngine.Postgres)
            ? throw RefusedException.BadRequest(
                "unsuitable-target", "On SIGTERM Postgres waits for its clients to leave: take 'shutdown-fast' or 'shutdown-immediate'.")
            : lifecycle.EndBySignalAsync(target, Kind, Signal.SIGTERM, cancellationToken);
}
