using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>The main part of a run: planned operations and planned faults side by side, on one origin of time.</summary>
internal sealed class Traffic
{
    // Time for workers and the pacer to be ready for the first arrival.
    private static readonly TimeSpan LeadIn = TimeSpan.FromMilliseconds(200);

    // An operation of several steps has a key for each.
    private const long KeysPerOperation = 4;
    private readonly RunSession _session;
    private readonly OpenLoop _engine;
    private readonly FaultRunner _faults;
    private long _origin;

    public Traffic(RunSession session)
    {
        _session = session;
        _engine = new OpenLoop([.. session.Plan.Operations.Select(operation => operation.Due)], ExecuteAsync);
        _faults = new FaultRunner(session.Control, session.Replicas, session.Log, session.Run, _engine.Totals, session.Client.Acknowledged);
    }

    /// <exception cref="InvalidRunException">The AppHost went away.</exception>
    public async Task<Measurements> RunAsync(int appHostPid, IRunDisplay display, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var processors = ProcessorUse.Start(appHostPid);
        _origin = MonotonicClock.Now + MonotonicClock.Nanoseconds(LeadIn);
        var load = _engine.RunAsync(_origin, stop.Token);
        using var noMoreFaults = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var faults = _faults.RunAsync(_session.Plan.Faults, _origin, noMoreFaults.Token);
        var lost = StopWhenLostAsync(stop, load);
        var watch = new LoadWatch(_engine);
        await display.FollowAsync(() => Status(watch.Look()), load);
        await load;
        var used = processors.Stop();
        await noMoreFaults.CancelAsync();
        await faults;
        await Task.WhenAll(_session.InUse.Select(workload => workload.SettleAsync()));
        _session.Log.Write(new RunEvent(RunEventType.TrafficEnded, MonotonicClock.Now));
        if (await lost is { } reason)
        {
            throw new InvalidRunException($"The AppHost went away during the run: {reason}.", "Look at apphost.log in the run folder.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new Measurements(_engine.Totals(), used);
    }

    private async ValueTask<Completion> ExecuteAsync(int index)
    {
        var operation = _session.Plan.Operations[index];
        return await _session.Workloads[operation.Workload]!.ExecuteAsync(operation, KeysPerOperation * (index + 1L), _origin + operation.Due);
    }

    private async Task<string?> StopWhenLostAsync(CancellationTokenSource stop, Task load)
    {
        if (await Task.WhenAny(_session.Follower.Lost, load) == load)
        {
            return null;
        }

        await stop.CancelAsync();
        return await _session.Follower.Lost;
    }

    private LiveStatus Status(LoadWindow window) => new()
    {
        Elapsed = MonotonicClock.Span(Math.Max(0, MonotonicClock.Now - _origin)),
        Duration = _session.Plan.Duration,
        OfferedPerSecond = window.OfferedPerSecond,
        AchievedPerSecond = window.AchievedPerSecond,
        P50 = window.P50,
        P99 = window.P99,
        Failures = window.Failures,
        ActiveFault = _faults.Active,
        FaultsDone = _faults.Done,
        FaultsPlanned = _session.Plan.Faults.Count,
        Serving = _session.Replicas.Serving.Length,
        Replicas = _session.Replicas.Count,
    };
}
