using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Load.Hosts;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Live;

namespace AspireStateless.LoadTests.Runs;

/// <summary>The main part of a run: planned operations and planned faults side by side, on one origin of time.</summary>
internal sealed class Traffic
{
    // Time for workers and the pacer to be ready for the first arrival.
    private static readonly TimeSpan LeadIn = TimeSpan.FromMilliseconds(200);

    // What is tainted or not as a whole when the generator is watched.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    // An operation of several steps has a key for each.
    private const long KeysPerOperation = 4;
    private readonly RunSession _session;
    private readonly OpenLoop _engine;
    private readonly FaultRunner _faults;
    private readonly HostedLoad? _host;
    private long _origin;

    /// <param name="host">What the operations are carried out in; null for the engine alone.</param>
    public Traffic(RunSession session, ILoadHost? host)
    {
        _session = session;
        var operations = session.Plan.Operations;
        _host = host is null ? null : new HostedLoad(host, new LoadJob(
            operations.Length, session.Plan.Duration, n => operations[n].Kind, n => _origin + operations[n].Due, ExecuteAsync));
        _engine = new OpenLoop([.. operations.Select(operation => operation.Due)], _host is null ? ExecuteAsync : _host.CarryOutAsync);

        // A service whose refusals say nothing definite leaves all of an outage unknown: how much that is tells nothing of the run.
        _faults = new FaultRunner(
            session.Control, session.Replicas, session.Log, session.Run, session.Context.Service is null ? _engine.Totals : null,
            session.Client.Progress);
    }

    /// <summary>What ended it early; null where nothing did.</summary>
    public EarlyStop? Caught { get; private set; }

    /// <summary>Whether no fault is under way at this moment.</summary>
    public bool IsQuiet => _faults.Active.Length == 0;

    /// <summary>What the traffic does over time, to be looked at while it goes on.</summary>
    /// <param name="faults">What was done to the system so far.</param>
    public LiveTraffic Watched(Func<FaultRecord> faults) => new(
        _engine.Recorder,
        _session.Plan.Duration,
        () => new LiveMoment(_origin == 0 ? MonotonicClock.Now
            : _origin, _session.Replicas.Serving.Length, _session.Replicas.Count, _faults.Active),
        faults);

    /// <param name="watch">Ends it when a promise is seen broken; null to go on to the end.</param>
    /// <exception cref="InvalidRunException">The AppHost went away, or the host did.</exception>
    public async Task<Measurements> RunAsync(
        int appHostPid, IRunDisplay display, EarlyStopWatch? watch, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var host = _host;
        await (host?.StartAsync(cancellationToken) ?? Task.CompletedTask);
        var processors = ProcessorUse.Start(appHostPid);
        var generator = GeneratorWatch.Start(Slice);
        using var measured = new CancellationTokenSource();
        var pressure = PressureWatch.FollowAsync(_session.Log, measured.Token);
        _origin = MonotonicClock.Now + MonotonicClock.Nanoseconds(LeadIn);
        var load = _engine.RunAsync(_origin, stop.Token);
        using var noMoreFaults = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var faults = _faults.RunAsync(_session.Plan.Faults, _origin, noMoreFaults.Token);
        var lost = StopWhenAsync(_session.Follower.Lost, stop, load);
        var left = host is null ? Task.CompletedTask : StopWhenAsync(host.Ended, stop, load);
        var caught = watch is null ? Task.CompletedTask : StopWhenBrokenAsync(watch, stop, load);
        var look = new LoadWatch(_engine);
        GeneratorHealth health;
        try
        {
            await display.FollowAsync(() => Status(look.Look()), load);
            await load;
        }
        finally
        {
            health = await generator.StopAsync();
            await measured.CancelAsync();
            await pressure;
        }

        var used = processors.Stop();
        await noMoreFaults.CancelAsync();
        await faults;
        await caught;
        await Task.WhenAll(_session.InUse.Select(workload => workload.SettleAsync(atOnce: Caught is not null)));
        _session.Log.Write(new RunEvent(RunEventType.TrafficEnded, MonotonicClock.Now)
        {
            Note = Caught is null ? null : $"after {Caught.Seconds:F1} s, when {Caught.Promise} was seen broken",
        });
        await left;
        if (await lost)
        {
            throw new InvalidRunException(
                $"The AppHost went away during the run: {await _session.Follower.Lost}.", "Look at apphost.log in the run folder.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new Measurements(_engine.Totals(), used, host is null ? null : await host.StopAsync(), health);
    }

    private async ValueTask<Completion> ExecuteAsync(int index)
    {
        // An operation begins with writing to the record, which may wait for the disk: the thread that paces must not.
        await Task.Yield();
        var operation = _session.Plan.Operations[index];
        return await _session.Workloads[operation.Workload]!.ExecuteAsync(
            operation, KeysPerOperation * (index + 1L), _origin + operation.Due);
    }

    /// <returns>Whether the traffic was stopped because something that it needs has ended.</returns>
    private static async Task<bool> StopWhenAsync(Task ended, CancellationTokenSource stop, Task load)
    {
        var stops = await Task.WhenAny(ended, load) == ended;
        if (stops)
        {
            await stop.CancelAsync();
        }

        return stops;
    }

    private async Task StopWhenBrokenAsync(EarlyStopWatch watch, CancellationTokenSource stop, Task load)
    {
        using var over = new CancellationTokenSource();
        var broken = watch.WatchAsync(over.Token);
        if (await Task.WhenAny(broken, load) == broken && await broken is { } promise)
        {
            Caught = new EarlyStop(promise.Name, MonotonicClock.Span(MonotonicClock.Now - _origin).TotalSeconds);
            await stop.CancelAsync();
        }

        // A look that is under way when the traffic ends changes nothing: the whole record is judged then.
        await over.CancelAsync();
        await broken;
    }

    private LiveStatus Status(LoadWindow window) => new()
    {
        Elapsed = MonotonicClock.Span(Math.Max(0, MonotonicClock.Now - _origin)),
        Duration = _session.Plan.Duration,
        Load = window,
        ActiveFault = _faults.Active,
        FaultsDone = _faults.Done,
        FaultsPlanned = _session.Plan.Faults.Count,
        Serving = _session.Replicas.Serving.Length,
        Replicas = _session.Replicas.Count,
    };
}
