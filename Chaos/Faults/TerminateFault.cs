using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;
using AspireStateless.Stores;

namespace AspireStateless.Chaos.Faults;

/// <summary>SIGTERM to the process itself, while the proxy still routes to it: outside the promise on stops.</summary>
internal sealed class TerminateFault(Generations generations, DistributedApplicationModel model) : IFault
{
    public string Kind => "terminate";

    public Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken) =>
        model.Resources.Any(resource => resource.Name == target.Resource && StoreAnnotation.Of(resource)?.Engine == StoreEngine.Postgres)
            ? throw RefusedException.BadRequest(
                "unsuitable-target", "On SIGTERM Postgres waits for its clients to leave: take 'shutdown-fast' or 'shutdown-immediate'.")
            : generations.EndBySignalAsync(target, Kind, Signal.Terminate, cancellationToken);
}
