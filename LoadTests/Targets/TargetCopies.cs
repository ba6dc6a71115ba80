using System.Globalization;
using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Targets;

/// <summary>Copies at addresses, each killed and started by commands, where there are some.</summary>
internal sealed class TargetCopies : ICopies, IDisposable
{
    private readonly ReadinessProbe _probe;
    private readonly TargetCommands? _commands;
    private readonly List<TargetCopy> _copies;
    private Action<InstanceState> _changed = static _ => { };

    /// <param name="service">What the copies are called.</param>
    /// <param name="targets">Where each listens.</param>
    /// <param name="ready">A path that one which serves answers with success.</param>
    /// <param name="commands">Null where nothing can be done to them.</param>
    public TargetCopies(string service, IReadOnlyList<Uri> targets, string ready, TargetCommands? commands)
    {
        (_probe, _commands) = (new ReadinessProbe(ready), commands);
        _copies = [.. targets.Select((target, place) => new TargetCopy(
            service, string.Create(CultureInfo.InvariantCulture, $"{service}-{place + 1}"), place + 1, target, _probe.IsReadyAsync))];
    }

    public Topology Topology => new(ProcessIdentity.Own, [], [.. _copies.Select(copy => copy.State)], [], Links: false);

    public void Follow(Action<InstanceState> changed) => _changed = changed;

    public void Dispose() => _probe.Dispose();

    public async Task<CopyFault> InjectAsync(FaultRequest request, CancellationToken cancellationToken)
    {
        if (_copies.Find(copy => copy.Name == request.Target) is not { } copy || _commands is null
            || request.Kind is not (FaultKinds.Kill or FaultKinds.Restart))
        {
            throw new CopyRefusedException(
                $"'{request.Kind}' of '{request.Target}' is nothing that the workload file has a command for.");
        }

        var former = copy.State;
        await copy.EndAsync(_commands.Kill(copy.Name), cancellationToken);
        _changed(copy.State);
        if (request.Kind == FaultKinds.Restart)
        {
            await BeginAsync(copy, cancellationToken);
        }

        // That the address answers no more is all that can be seen of it.
        var evidence = new EndEvidence(
            former.Pid, former.StartTicks, "SIGKILL", _commands.Kill(copy.Name), ProcessGone: true, InstanceStates.Finished, ExitCode: null,
            MonotonicClock.Now);
        return new CopyFault(copy.Name, evidence, async token =>
        {
            if (!copy.State.IsRunning)
            {
                await BeginAsync(copy, token);
            }

            return new CureEvidence(copy.State.Pid, copy.State.StartTicks, copy.State.DirectUrl, MonotonicClock.Now);
        });
    }

    private async Task BeginAsync(TargetCopy copy, CancellationToken cancellationToken)
    {
        await copy.BeginAsync(_commands!.Start(copy.Name), cancellationToken);
        _changed(copy.State);
    }
}

/// <summary>How a copy is killed and started, each told which.</summary>
internal sealed record TargetCommands(Func<string, string> Kill, Func<string, string> Start);
