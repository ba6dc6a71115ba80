using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>A signal to Postgres that it ends by.</summary>
/// <param name="kind">
/// <see cref="FaultKinds.ShutdownFast"/>, by SIGINT: it cuts its clients off, writes a checkpoint and ends; or
/// <see cref="FaultKinds.ShutdownImmediate"/>, by SIGQUIT: it ends without a checkpoint, and recovers at its next start.
/// </param>
internal sealed class ShutdownFault(string kind, Signal signal, InstanceLifecycle lifecycle, StoreInspectors stores) : IFault
{
    public string Kind => kind;

    public Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        stores.Of<PostgresInspector>(target, Kind);
        return lifecycle.EndBySignalAsync(target, Kind, signal, cancellationToken);
    }
}
