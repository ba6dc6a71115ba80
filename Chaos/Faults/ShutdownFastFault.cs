using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Stores;

namespace AspireStateless.Chaos.Faults;

/// <summary>SIGINT to Postgres: it cuts its clients off, writes a checkpoint and ends.</summary>
internal sealed class ShutdownFastFault(Generations generations, StoreFacts stores) : IFault
{
    public string Kind => "shutdown-fast";

    public Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        stores.Postgres(target, Kind);
        return generations.EndBySignalAsync(target, Kind, Signal.Interrupt, cancellationToken);
    }
}
