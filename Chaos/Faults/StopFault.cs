using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>The host's stop: out of the proxy, SIGTERM, six seconds, SIGKILL.</summary>
internal sealed class StopFault(Generations generations) : IFault
{
    public string Kind => "stop";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken) =>
        generations.StartedBy(target, await generations.StopAsync(target, cancellationToken).ConfigureAwait(false));
}
