using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// The host's stop: out of the proxy, SIGTERM, six seconds, SIGKILL. Where it gives up, as on a service whose processes take long to end
/// on a busy machine, all of them are killed: else nobody could start it again.
/// </summary>
internal sealed class StopFault(InstanceLifecycle lifecycle, KillFault kill, InstanceFeed instances) : IFault
{
    public string Kind => FaultKinds.Stop;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            return lifecycle.StartedBy(target, await lifecycle.StopAsync(target, cancellationToken));
        }
        catch (RefusedException) when (instances.Get(target.Instance).State == InstanceStates.Unknown)
        {
            return lifecycle.StartedBy(target, await kill.KillAsync(target, cancellationToken));
        }
    }
}
