using System.Text.Json.Serialization;
using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGSTOP of a process and of all that it started; a container is frozen by its engine. Its connections stay open and its port accepts; nothing
/// answers until the cure.
/// </summary>
internal sealed class PauseFault(InstanceFeed instances, ContainerEngine containers) : IFault
{
    public string Kind => "pause";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        if (target.Container is { } container)
        {
            return await FreezeAsync(target, container, cancellationToken).ConfigureAwait(false);
        }

        Signals.RequireProcessTable(Kind);
        var pause = new ProcessPause(Generations.ProcessOf(target, Kind));
        try
        {
            await pause.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            pause.Continue();
            throw;
        }

        var evidence = new PauseEvidence(target.Pid, target.StartTicks, Signals.NameOf(Signal.Stop), "T", pause.Processes, MonotonicClock.Nanoseconds);
        return new Injection(evidence, async token =>
        {
            await pause.EndAsync(token).ConfigureAwait(false);
            return CureEvidence.Now(instances.Get(target.Instance));
        })
        {
            Release = pause.Continue,
        };
    }

    private async Task<Injection> FreezeAsync(InstanceState target, string container, CancellationToken cancellationToken)
    {
        await containers.PauseAsync(container, cancellationToken).ConfigureAwait(false);
        var evidence = new PauseEvidence(
            target.Pid, target.StartTicks, Signal: null, ProcessState: null, target.Process is { } first ? ProcessTree.Of(first).Count : null,
            MonotonicClock.Nanoseconds)
        {
            Container = await containers.InspectAsync(container, cancellationToken).ConfigureAwait(false),
        };
        return new Injection(evidence, async token =>
        {
            await containers.UnpauseAsync(container, token).ConfigureAwait(false);
            return CureEvidence.Now(instances.Get(target.Instance));
        })
        {
            // The orchestrator's own stop of a frozen container works too, and takes longer.
            Release = () => _ = containers.UnpauseAsync(container, CancellationToken.None),
        };
    }
}

/// <summary>Evidence of a pause.</summary>
/// <param name="Pid">The instance's process.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Signal">What was sent; null for a container, which is frozen.</param>
/// <param name="ProcessState">The state that /proc showed for all of them; null for a container.</param>
/// <param name="Processes">How many, the instance's own included; null where they are not this machine's.</param>
/// <param name="At">When all of them had been seen in that state, <see cref="MonotonicClock"/>.</param>
internal sealed record PauseEvidence(int? Pid, long? StartTicks, string? Signal, string? ProcessState, int? Processes, long At)
{
    /// <summary>What its engine says of a container; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerEvidence? Container { get; init; }
}
