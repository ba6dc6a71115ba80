using System.Text.Json;
using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Faults;

/// <summary>
/// Carries out a plan's faults. It delays a fault rather than take the last serving replica away, and cures every fault that it
/// injected, whatever happens in between.
/// </summary>
internal sealed class FaultRunner(ControlClient control, ReplicaSet replicas, RunEventLog log, string run)
{
    private static readonly TimeSpan ServesAgainWithin = TimeSpan.FromSeconds(30);
    private readonly Lock _choosing = new();
    private readonly HashSet<int> _away = [];
    private int _active;

    /// <summary>What is going on, for the live display.</summary>
    public string Active { get; private set; } = "";

    public int Done { get; private set; }

    /// <summary>Returns when every fault that was injected is cured. Cancelling skips those that are not injected yet.</summary>
    /// <param name="origin">The tick that the plan's times count from.</param>
    public Task RunAsync(IReadOnlyList<PlannedFault> faults, long origin, CancellationToken cancellationToken) =>
        Task.WhenAll(faults.Select((fault, index) => RunAsync(fault, index, origin, cancellationToken)));

    private async Task RunAsync(PlannedFault fault, int index, long origin, CancellationToken cancellationToken)
    {
        try
        {
            await DelayUntilAsync(origin + fault.At, cancellationToken);
            await WaitForTurnAsync(fault, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Show(fault, begins: true);
        try
        {
            await InjectAndCureAsync(fault, index);
        }
        catch (ControlException failure)
        {
            log.Write(Event(RunEventType.Failed, fault, index) with { Note = failure.Message });
        }
        finally
        {
            Show(fault, begins: false);
            Leave(fault);
        }
    }

    private async Task InjectAndCureAsync(PlannedFault fault, int index)
    {
        string target = fault.Resource == "api" ? replicas.Name(fault.Index) : fault.Resource;
        long asked = MonotonicClock.Now;
        var report = await control.InjectAsync(fault.Kind, target, run, CancellationToken.None);
        log.Write(Event(RunEventType.Fault, fault, index) with
        {
            AskedAt = asked,
            Id = report.Id,
            Instance = report.Target,
            Details = report.Evidence,
        });
        await Task.Delay(MonotonicClock.Span(fault.Lasts));
        var cure = await control.CureAsync(report.Id, CancellationToken.None);
        log.Write(Event(RunEventType.Cure, fault, index) with { Id = report.Id, Instance = report.Target, Details = cure.Cure });
        await RecoverAsync(fault, index, report, cure);
    }

    private async Task RecoverAsync(PlannedFault fault, int index, FaultReport report, CureReport cure)
    {
        int? pid = cure.Cure.Deserialize<ProcessStart>(JsonSerializerOptions.Web)?.Pid;
        bool serves = fault.Resource != "api"
            || await replicas.WaitUntilAsync(
                serving => Array.Exists(serving, replica => replica.Index == fault.Index && replica.Pid == pid),
                ServesAgainWithin,
                CancellationToken.None);
        log.Write(Event(serves ? RunEventType.Recovered : RunEventType.Failed, fault, index) with
        {
            Id = report.Id,
            Instance = report.Target,
            Note = serves ? null : $"it did not serve again within {ServesAgainWithin.TotalSeconds} s of its new start",
        });
    }

    private static RunEvent Event(RunEventType type, PlannedFault fault, int index) =>
        new(type, MonotonicClock.Now) { Planned = index, Kind = fault.Kind, Resource = fault.Resource };

    /// <summary>Takes the target out of the ones that later faults may count on.</summary>
    private async Task WaitForTurnAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        if (fault.Resource == "api")
        {
            await replicas.WaitUntilAsync(serving => TryTake(fault.Index, serving), Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    private bool TryTake(int index, Replica[] serving)
    {
        lock (_choosing)
        {
            bool othersServe = Array.Exists(serving, replica => replica.Index != index && !_away.Contains(replica.Index));
            return othersServe && Array.Exists(serving, replica => replica.Index == index) && _away.Add(index);
        }
    }

    private void Leave(PlannedFault fault)
    {
        if (fault.Resource == "api")
        {
            lock (_choosing)
            {
                _away.Remove(fault.Index);
            }
        }
    }

    private void Show(PlannedFault fault, bool begins)
    {
        lock (_choosing)
        {
            _active += begins ? 1 : -1;
            Done += begins ? 1 : 0;
            Active = begins ? fault.ToString() : _active == 0 ? "" : Active;
        }
    }

    private static Task DelayUntilAsync(long tick, CancellationToken cancellationToken)
    {
        long left = tick - MonotonicClock.Now;
        return left <= 0 ? Task.CompletedTask : Task.Delay(MonotonicClock.Span(left), cancellationToken);
    }
}
