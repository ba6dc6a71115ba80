using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>The host's restart. Its effect is over when it is observed: the cure only waits until the instance runs.</summary>
internal sealed class RestartFault(Generations generations) : IFault
{
    public string Kind => "restart";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var command = KnownResourceCommands.RestartCommand;
        await generations.CommandAsync(target, command, cancellationToken).ConfigureAwait(false);
        var next = await generations.NextAsync(target, cancellationToken).ConfigureAwait(false);
        var gone = target.Process is { } former ? !former.IsAlive : (bool?)null;
        var evidence = new RestartEvidence(target.Pid, target.StartTicks, command, gone, next.Pid, next.StartTicks, next.At);
        return generations.StartedBy(target, evidence);
    }
}

/// <summary>Evidence of a restart.</summary>
/// <param name="Pid">The process before; null where none is known, as of a container.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Command">The host's command.</param>
/// <param name="ProcessGone">Whether the operating system knows that process no more.</param>
/// <param name="NewPid">The process after.</param>
/// <param name="NewStartTicks">Tells it from a later process with the same pid.</param>
/// <param name="At">When the new one was seen to run, <see cref="MonotonicClock"/>.</param>
internal sealed record RestartEvidence(
    int? Pid, long? StartTicks, string Command, bool? ProcessGone, int? NewPid, long? NewStartTicks, long At);
