using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGKILL of a process and of all that it started: they have no time for anything. With the first process of a container its engine's kernel
/// ends all others.
/// </summary>
internal sealed class KillFault(Generations generations, ContainerEngine containers) : IFault
{
    public string Kind => "kill";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken) =>
        generations.StartedBy(target, await KillAsync(target, cancellationToken).ConfigureAwait(false));

    /// <summary>Returns when all of it is gone.</summary>
    internal async Task<EndEvidence> KillAsync(InstanceState target, CancellationToken cancellationToken)
    {
        if (target.Container is { } container)
        {
            var inside = target.Process is { } first ? ProcessTree.Of(first) : null;
            await containers.SignalAsync(container, Signal.Kill, cancellationToken).ConfigureAwait(false);
            return await generations.EndAsync(target, Signals.NameOf(Signal.Kill), command: null, cancellationToken, inside?.Skip(1).ToList())
                .ConfigureAwait(false);
        }

        var process = Generations.ProcessOf(target, Kind);
        if (OperatingSystem.IsLinux())
        {
            // Stopped first: what it starts while the list is made would be missing from it, and outlive it.
            Signals.Send(process, Signal.Stop);
        }

        var all = ProcessTree.Of(process);
        foreach (var one in all)
        {
            Signals.Send(one, Signal.Kill);
        }

        return await generations.EndAsync(target, Signals.NameOf(Signal.Kill), command: null, cancellationToken, [.. all.Skip(1)])
            .ConfigureAwait(false);
    }
}
