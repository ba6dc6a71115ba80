using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>SIGKILL: the process has no time for anything. A container, whose process is not ours to signal, is stopped instead.</summary>
internal sealed class KillFault(Generations generations) : IFault
{
    public string Kind => "kill";

    public async Task<Injection> InjectAsync(InstanceState target, CancellationToken cancellationToken)
    {
        string? signal = null, command = null;
        if (target.Process is { } process)
        {
            signal = "SIGKILL";
            process.Kill();
        }
        else
        {
            command = KnownResourceCommands.StopCommand;
            await generations.CommandAsync(target, command, cancellationToken).ConfigureAwait(false);
        }

        var evidence = await generations.EndAsync(target, signal, command, cancellationToken).ConfigureAwait(false);
        return new Injection(evidence, async token => CureEvidence.Of(await generations.StartAfterAsync(target, token).ConfigureAwait(false)));
    }
}
