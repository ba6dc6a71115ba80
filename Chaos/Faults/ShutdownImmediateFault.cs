using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Stores;

namespace AspireStateless.Chaos.Faults;

/// <summary>SIGQUIT to Postgres: it ends without a checkpoint, and recovers at its next start.</summary>
internal sealed class ShutdownImmediateFault(Generations generations, StoreFacts stores) : IFault
{
    public string Kind => "shutdown-immediate";

    public Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        stores.Postgres(target, Kind);
        return generations.EndBySignalAsync(target, Kind, Signal.Quit, cancellationToken);
    }
}
