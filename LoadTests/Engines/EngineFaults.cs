using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>What is done to containers through their engine, with its own evidence, and how it is undone.</summary>
internal sealed class EngineFaults(UndoRecord record)
{
    // Far beyond what a stop or a start takes, and below what a run waits for an answer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);

    /// <exception cref="CopyRefusedException">It cannot be done, or had no effect.</exception>
    public Task<CopyFault> InjectAsync(
        EngineInstances group, string instance, string? kind, CancellationToken cancellationToken) => kind switch
        {
            FaultKinds.Kill => EndAsync(group, instance, "SIGKILL", cancellationToken),
            FaultKinds.Terminate => EndAsync(group, instance, "SIGTERM", cancellationToken),
            FaultKinds.ShutdownFast => EndAsync(group, instance, "SIGINT", cancellationToken),
            FaultKinds.ShutdownImmediate => EndAsync(group, instance, "SIGQUIT", cancellationToken),
            FaultKinds.ScaleIn when group.Service.ReplacesEnded => new EngineScaling(group, record).ScaleInAsync(cancellationToken),
            FaultKinds.ScaleOut => new EngineScaling(group, record).ScaleOutAsync(instance, cancellationToken),
            FaultKinds.RollingUpdate => new EngineScaling(group, record).UpdateAsync(instance, cancellationToken),
            FaultKinds.Stop or FaultKinds.Replace or FaultKinds.ScaleIn => EndAsync(group, instance, signal: null, cancellationToken),
            FaultKinds.Restart => RestartAsync(group, instance, cancellationToken),
            FaultKinds.Pause => PauseAsync(group, instance, cancellationToken),
            _ => throw new CopyRefusedException($"An engine cannot do '{kind}'."),
        };

    /// <param name="signal">Null for the engine's own stop.</param>
    private async Task<CopyFault> EndAsync(EngineInstances group, string instance, string? signal, CancellationToken cancellationToken)
    {
        var former = group.Running(instance);
        var undo = new Undo(group.Service.Name, UndoKind.Start, former.Container);
        if (!group.Service.ReplacesEnded)
        {
            record.Add(undo);
        }

        if (signal is null)
        {
            group.Leave(instance);
        }

        var command = await group.Service.EndAsync(former.Container, signal, cancellationToken);
        var ended = AwaitEndAsync(group.Service, former.Container, cancellationToken);
        if (await Task.WhenAny(ended, Task.Delay(group.Service.Patience, cancellationToken)) != ended)
        {
            await group.Service.EndAsync(former.Container, "SIGKILL", cancellationToken);
        }

        var container = await ended;
        var evidence = new EndEvidence(
            former.Pid, former.StartedAt.ToUnixTimeMilliseconds(), signal, command, container.HasEnded,
            InstanceStates.Exited, (int?)container.ExitCode, MonotonicClock.Now)
        { Container = container };
        await group.LookAsync(cancellationToken);
        return new CopyFault(instance, evidence, async token =>
        {
            if (!group.Service.ReplacesEnded)
            {
                await record.UndoAsync(undo, token);
            }

            return await NextAsync(group, instance, former, token);
        });
    }

    private async Task<CopyFault> RestartAsync(EngineInstances group, string instance, CancellationToken cancellationToken)
    {
        var stopped = await EndAsync(group, instance, signal: null, cancellationToken);
        await stopped.CureAsync(cancellationToken);
        return stopped with { CureAsync = token => NowAsync(group, instance, token) };
    }

    private async Task<CopyFault> PauseAsync(EngineInstances group, string instance, CancellationToken cancellationToken)
    {
        var life = group.Running(instance);
        var undo = new Undo(group.Service.Name, UndoKind.Resume, life.Container);
        record.Add(undo);
        await group.Service.PauseAsync(life.Container, cancellationToken);
        var evidence = new PauseEvidence(
            life.Pid, life.StartedAt.ToUnixTimeMilliseconds(), Signal: null, ProcessState: null, Processes: null, MonotonicClock.Now)
        {
            Container = await group.Service.EvidenceAsync(life.Container, cancellationToken),
        };
        return new CopyFault(instance, evidence, async token =>
        {
            await record.UndoAsync(undo, token);
            return await NowAsync(group, instance, token);
        });
    }

    /// <summary>Waits for the container that takes the place of one that has ended.</summary>
    private static async Task<object> NextAsync(
        EngineInstances group, string instance, EngineLife former, CancellationToken cancellationToken) =>
        await group.WaitUntilAsync(
            _ => group.Life(instance) is { Phase: ContainerPhase.Running } next && next.Pid != former.Pid, Limit, cancellationToken)
        ? await NowAsync(group, instance, cancellationToken)
        : throw new CopyRefusedException(
            $"Nothing has taken the place of container {former.Container[..12]} of '{group.Service.Name}' within {Limit.TotalSeconds} s.");

    private static async Task<object> NowAsync(EngineInstances group, string instance, CancellationToken cancellationToken)
    {
        var state = group.StateOf(instance);
        return new CureEvidence(state.Pid, state.StartTicks, state.DirectUrl, MonotonicClock.Now)
        {
            Container = await group.Service.EvidenceAsync(group.Life(instance).Container, cancellationToken),
            Effect = new FaultEffect(),
        };
    }

    /// <returns>What the engine says when no process of it is left.</returns>
    private static async Task<ContainerEvidence> AwaitEndAsync(
        EngineService service, string container, CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(Limit);
        while (await service.EvidenceAsync(container, cancellationToken) is var now)
        {
            if (now.HasEnded || MonotonicClock.Now > until)
            {
                return now;
            }

            await Task.Delay(LookEvery, cancellationToken);
        }

        throw new System.Diagnostics.UnreachableException();
    }
}
