using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>The host's stop: out of the proxy, SIGTERM, six seconds, SIGKILL.</summary>
internal sealed class StopFault(InstanceLifecycle lifecycle) : IFault
{
    public string Kind => FaultKinds.Stop;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken) =>
        lifecycle.StartedBy(target, await lifecycle.StopAsync(target, cancellationToken));
}
