using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGKILL of a process and of all that it started: they have no time for anything. A container, whose processes are not ours to signal,
/// is stopped instead.
/// </summary>
internal sealed class KillFault(Generations generations) : IFault
{
    public string Kind => "kill";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken) =>
        generations.StartedBy(target, await KillAsync(target, cancellationToken).ConfigureAwait(false));

    /// <summary>Returns when all of it is gone.</summary>
    internal async Task<EndEvidence> KillAsync(InstanceState target, CancellationToken cancellationToken)
    {
        if (target.Process is not { } process)
        {
            var command = KnownResourceCommands.StopCommand;
            await generations.CommandAsync(target, command, cancellationToken).ConfigureAwait(false);
            return await generations.EndAsync(target, signal: null, command, cancellationToken).ConfigureAwait(false);
        }

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
