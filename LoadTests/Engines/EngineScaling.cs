using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>What an engine does to a whole service: it chooses whom, and replaces one after another.</summary>
internal sealed class EngineScaling(EngineInstances group, UndoRecord record)
{
    // Below what a run waits for an answer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(35);

    /// <summary>One replica fewer, whichever the engine takes.</summary>
    /// <exception cref="CopyRefusedException">The engine ends none.</exception>
    public async Task<CopyFault> ScaleInAsync(CancellationToken cancellationToken)
    {
        var before = group.Names.ToDictionary(name => name, group.Running, StringComparer.Ordinal);
        var (command, undo) = await ScaleAsync(static replicas => replicas - 1, cancellationToken);
        string? ended = null;
        if (!await group.WaitUntilAsync(
            _ => (ended = group.Names.FirstOrDefault(name => group.Life(name).Phase == ContainerPhase.Ended)) is not null, Limit,
            cancellationToken))
        {
            throw new CopyRefusedException(
                $"'{group.Service.Name}' still has all its containers, {Limit.TotalSeconds} s after it was scaled.");
        }

        var former = before[ended!];
        var container = await group.Service.EvidenceAsync(former.Container, cancellationToken);
        var evidence = new EndEvidence(
            former.Pid, former.StartedAt.ToUnixTimeMilliseconds(), Signal: null,
            command, container.HasEnded, InstanceStates.Exited, (int?)(container.ExitCode ?? group.Life(ended!).ExitCode),
            MonotonicClock.Now)
        { Container = container };
        return new CopyFault(ended!, evidence, async token =>
        {
            await record.UndoAsync(undo, token);
            return await group.WaitUntilAsync(_ => group.Life(ended!) is { Phase: ContainerPhase.Running }, Limit, token)
                ? Cure(ended!)
                : throw new CopyRefusedException($"'{group.Service.Name}' has not got its replica back within {Limit.TotalSeconds} s.");
        });
    }

    /// <summary>One replica more, which takes no requests of ours; then the engine ends one, whichever it takes.</summary>
    /// <exception cref="CopyRefusedException">None is started.</exception>
    public async Task<CopyFault> ScaleOutAsync(string instance, CancellationToken cancellationToken)
    {
        var (command, undo) = await ScaleAsync(static replicas => replicas + 1, cancellationToken);
        EngineContainer? added = null;
        if (!await group.WaitUntilAsync(
            all => (added = all.FirstOrDefault(one => one.Phase == ContainerPhase.Running && group.InstanceOf(one.Id) is null)) is not null,
            Limit, cancellationToken))
        {
            throw new CopyRefusedException($"'{group.Service.Name}' has no more containers, {Limit.TotalSeconds} s after it was scaled.");
        }

        var evidence = new ScaleEvidence(command, Containers: 1, MonotonicClock.Now)
        {
            Container = await group.Service.EvidenceAsync(added!.Id, cancellationToken),
        };
        return new CopyFault(instance, evidence, async token =>
        {
            await record.UndoAsync(undo, token);
            return await group.WaitUntilAsync(
                all => all.Count(one => one.Phase != ContainerPhase.Ended) == group.Names.Count && AllRun(), Limit, token)
                ? Cure(instance)
                : throw new CopyRefusedException($"'{group.Service.Name}' has not got its former number of containers back.");
        });
    }

    /// <summary>
    /// Every replica is replaced, as the service's update policy says. The effect is the first that leaves, the cure the end.
    /// </summary>
    /// <exception cref="CopyRefusedException">The engine replaces none.</exception>
    public async Task<CopyFault> UpdateAsync(string instance, CancellationToken cancellationToken)
    {
        var former = group.Names.Select(group.Running).ToList();
        var command = await group.Service.UpdateAsync(cancellationToken);
        if (!await group.WaitUntilAsync(_ => group.Names.Any(name => group.Life(name).Phase != ContainerPhase.Running
            || !former.Exists(life => life.Pid == group.Life(name).Pid)), Limit, cancellationToken))
        {
            throw new CopyRefusedException($"No container of '{group.Service.Name}' was replaced within {Limit.TotalSeconds} s.");
        }

        var evidence = new ScaleEvidence(command, former.Count, MonotonicClock.Now);
        return new CopyFault(instance, evidence, async token =>
        {
            var replaced = await group.WaitUntilAsync(
                _ => AllRun() && !group.Names.Any(name => former.Exists(life => life.Pid == group.Life(name).Pid)), Limit, token);
            return replaced && await group.Service.SettlesAsync(token)
                ? Cure(instance) with { Effect = new FaultEffect { Replaced = former.Count } }
                : throw new CopyRefusedException(
                    $"'{group.Service.Name}' is not updated whole: "
                        + $"{await group.Service.UpdateStateAsync(token) ?? "some containers stayed"}.");
        });
    }

    private bool AllRun() => group.Names.All(name => group.Life(name).Phase == ContainerPhase.Running);

    private async Task<(string Command, Undo Undo)> ScaleAsync(Func<ulong, ulong> change, CancellationToken cancellationToken)
    {
        var replicas = await group.Service.ReplicasAsync(cancellationToken);
        var undo = new Undo(group.Service.Name, UndoKind.Scale, group.Service.Id, replicas);
        record.Add(undo);
        return (await group.Service.ScaleAsync(change(replicas), cancellationToken), undo);
    }

    private CureEvidence Cure(string instance)
    {
        var state = group.StateOf(instance);
        return new CureEvidence(state.Pid, state.StartTicks, state.DirectUrl, MonotonicClock.Now);
    }
}
