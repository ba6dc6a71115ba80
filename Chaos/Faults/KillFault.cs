using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Processes;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGKILL of a process and of all that it started: they have no time for anything. With the first process of a container its engine's
/// kernel ends all others.
/// </summary>
internal sealed class KillFault(InstanceLifecycle lifecycle, ContainerApi containers) : IFault
{
    public string Kind => FaultKinds.Kill;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken) =>
        lifecycle.StartedBy(target, await KillAsync(target, cancellationToken));

    /// <summary>Returns when all of it is gone.</summary>
    public async Task<EndEvidence> KillAsync(TrackedInstance target, CancellationToken cancellationToken)
    {
        if (target.Container is { } container)
        {
            var inside = target.Process is { } first ? ProcessTree.Of(first) : null;
            await containers.SignalAsync(container, Signal.SIGKILL, cancellationToken);
            return await lifecycle.EndAsync(target, nameof(Signal.SIGKILL), command: null, cancellationToken, inside?.Skip(1).ToList());
        }

        var process = InstanceLifecycle.ProcessOf(target, Kind);
        if (OperatingSystem.IsLinux())
        {
            // Stopped first: what it starts while the list is made would be missing from it, and outlive it.
            ProcessSignals.Send(process, Signal.SIGSTOP);
        }

        var all = ProcessTree.Of(process);
        foreach (var one in all)
        {
            ProcessSignals.Send(one, Signal.SIGKILL);
        }

        return await lifecycle.EndAsync(target, nameof(Signal.SIGKILL), command: null, cancellationToken, [.. all.Skip(1)]);
    }
}
