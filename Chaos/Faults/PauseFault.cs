using AspireStateless.Chaos.Containers;
using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Processes;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGSTOP of a process and of all that it started; a container is frozen by its engine. Its connections stay open and its port accepts;
/// nothing answers until the cure.
/// </summary>
internal sealed class PauseFault(InstanceFeed instances, ContainerApi containers) : IFault
{
    public string Kind => FaultKinds.Pause;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        if (target.Container is { } container)
        {
            return await FreezeAsync(target, container, cancellationToken);
        }

        ProcessSignals.RequireProcessTable(Kind);
        var pause = new ProcessPause(InstanceLifecycle.ProcessOf(target, Kind));
        await pause.BeginAsync(cancellationToken);
        var evidence = new PauseEvidence(target.Pid, target.StartTicks, nameof(Signal.SIGSTOP), "T", pause.Processes, MonotonicClock.Now);
        return new Injection(evidence, async token =>
        {
            await pause.EndAsync(token);
            return Cured.Now(instances.Get(target.Instance));
        })
        {
            Release = pause.Continue,
        };
    }

    private async Task<Injection> FreezeAsync(TrackedInstance target, string container, CancellationToken cancellationToken)
    {
        await containers.PauseAsync(container, cancellationToken);
        var evidence = new PauseEvidence(
            target.Pid, target.StartTicks, Signal: null, ProcessState: null,
            target.Process is { } first ? ProcessTree.Of(first).Count : null, MonotonicClock.Now)
        {
            Container = await containers.InspectAsync(container, cancellationToken),
        };
        return new Injection(evidence, async token =>
        {
            await containers.UnpauseAsync(container, token);
            return Cured.Now(instances.Get(target.Instance));
        })
        {
            // The orchestrator's own stop of a frozen container works too, and takes longer.
            Release = () => _ = containers.UnpauseAsync(container, CancellationToken.None),
        };
    }
}
