using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Faults;

/// <summary>
/// Carries out a plan's faults: each at its time, when its trigger is met and its turn has come. It cures every fault that it injected,
/// whatever happens in between, and injects no more when the run has got out of hand.
/// </summary>
internal sealed class FaultRunner(
    ControlClient control, ReplicaSet replicas, RunEventLog log, string run, Func<LoadTotals>? totals = null,
    TrafficProgress? progress = null)
{
    // So long what was done before excuses a failure.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private readonly FaultTurns _turns = new(replicas);
    private readonly FaultInjection _injection = new(control, replicas, log, run);
    private readonly Lock _showing = new();
    private int _active;

    /// <summary>What is going on, for the live display.</summary>
    public string Active { get; private set; } = "";

    public int Done { get; private set; }

    /// <summary>Returns when every fault that was injected is cured. Cancelling skips those that are not injected yet.</summary>
    /// <param name="origin">The tick that the plan's times count from.</param>
    public async Task RunAsync(IReadOnlyList<PlannedFault> faults, long origin, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var all = Task.WhenAll(faults.Select((fault, index) => RunAsync(fault, index, origin, stop.Token)));
        var guard = new RunGuard(control, totals).WatchAsync(stop.Token);
        if (await Task.WhenAny(all, guard) == guard && await guard is { } reason)
        {
            log.Write(new RunEvent(RunEventType.Aborted, MonotonicClock.Now) { Note = $"No more faults were injected: {reason}." });
            await stop.CancelAsync();
        }

        await all;
        await stop.CancelAsync();
        await guard;
    }

    private async Task RunAsync(PlannedFault fault, int index, long origin, CancellationToken cancellationToken)
    {
        try
        {
            await DelayUntilAsync(origin + fault.At, cancellationToken);
            fault = fault.Trigger is { WhoeverLeads: true } ? await AimedAsync(fault, cancellationToken) : fault;
            await _turns.TakeAsync(
                fault,
                () => fault.Trigger?.IsMet(progress, _injection.AnswersHeld, replicas.Name(fault.Index)) ?? true,
                cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Show(fault, begins: true);
        try
        {
            await Task.Delay(fault.Alone ? Calm : TimeSpan.Zero, CancellationToken.None);
            await _injection.CarryOutAsync(fault, index);
        }
        finally
        {
            Show(fault, begins: false);
            await Task.Delay(MonotonicClock.Span(fault.QuietAfter), cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _turns.Leave(fault);
        }
    }

    private async Task<PlannedFault> AimedAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        Replica? leader = null;
        await replicas.WaitUntilAsync(
            serving => (leader = Array.Find(serving, replica => replica.Instance == progress?.Leader)) is not null,
            Timeout.InfiniteTimeSpan,
            cancellationToken);
        return fault with { Index = leader!.Index };
    }

    private void Show(PlannedFault fault, bool begins)
    {
        lock (_showing)
        {
            _active += begins ? 1 : -1;
            Done += begins ? 1 : 0;
            Active = begins ? fault.ToString() : _active == 0 ? "" : Active;
        }
    }

    private static Task DelayUntilAsync(long tick, CancellationToken cancellationToken)
    {
        var left = tick - MonotonicClock.Now;
        return left <= 0 ? Task.CompletedTask : Task.Delay(MonotonicClock.Span(left), cancellationToken);
    }
}
