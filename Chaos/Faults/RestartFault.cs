using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>The host's restart. Its effect is over when it is observed: the cure only waits until the instance runs.</summary>
internal sealed class RestartFault(InstanceLifecycle lifecycle) : IFault
{
    public string Kind => FaultKinds.Restart;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var command = KnownResourceCommands.RestartCommand;
        await lifecycle.CommandAsync(target, command, cancellationToken);
        var next = await lifecycle.NextAsync(target, cancellationToken);
        var gone = target.Process is { } former ? !former.IsAlive() : (bool?)null;
        var evidence = new RestartEvidence(target.Pid, target.StartTicks, command, gone, next.Pid, next.StartTicks, next.At);
        return lifecycle.StartedBy(target, evidence);
    }
}
