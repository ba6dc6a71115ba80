using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>Sends the arrivals of one pair to both sides, and files what comes back.</summary>
internal sealed class PairedTraffic(PairedPlan plan, PairedTarget baseline, PairedTarget candidate)
{
    private static readonly TimeSpan LeadIn = TimeSpan.FromMilliseconds(20);
    private static readonly int WindowCount = (int)PairedPlan.Measured.TotalSeconds;
    private static readonly long WarmUp = MonotonicClock.Nanoseconds(PairedPlan.WarmUp);
    private readonly SideWindows _baseline = new(WindowCount);
    private readonly SideWindows _candidate = new(WindowCount);

    public async Task<MeasuredPair> RunAsync(CancellationToken cancellationToken)
    {
        var origin = MonotonicClock.Now + MonotonicClock.Nanoseconds(LeadIn);
        var engine = new OpenLoop(plan.Due, n => SendAsync(n, origin));
        var watching = WatchAsync(origin, cancellationToken);
        await engine.RunAsync(origin, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var machine = await watching;
        // In the warm-up both processes compile, and hold up what sends.
        var lateness = new LatencyHistogram();
        lateness.Add(_baseline.Lateness);
        lateness.Add(_candidate.Lateness);
        return new MeasuredPair(
            plan.Pair,
            PairedMetrics.Ratios(_baseline, _candidate),
            PairedMetrics.Middles(_baseline),
            _baseline.Ok + _baseline.Failed,
            _baseline.Failed,
            _candidate.Failed,
            machine is { All: > 0 } busy ? (double)(busy.All - busy.Idle - busy.Stolen) / busy.All : null,
            machine is { All: > 0 } stolen ? (double)stolen.Stolen / stolen.All : null,
            CalibrationResult.Microseconds(lateness, 0.99),
            PairedLateness.Of(_baseline, _candidate));
    }

    private async ValueTask<Completion> SendAsync(int n, long origin)
    {
        var isCandidate = plan.SideOf(n) == Side.Candidate;
        var completion = await (isCandidate ? candidate : baseline).Client.SendAsync(plan.RequestOf(n));
        var window = plan.Due[n] < WarmUp ? -1 : (int)((plan.Due[n] - WarmUp) / MonotonicClock.NanosecondsPerSecond);
        (isCandidate ? _candidate : _baseline).Add(window, completion, origin + plan.Due[n]);
        return completion;
    }

    /// <summary>Reads the clocks of both processes at the same moments, between windows.</summary>
    /// <returns>What the machine did in the measured time; null where it cannot be read.</returns>
    private async Task<MachineTimes?> WatchAsync(long origin, CancellationToken cancellationToken)
    {
        MachineTimes? begun = null;
        for (var window = 0; window <= WindowCount; window++)
        {
            var until = origin + WarmUp + (window * MonotonicClock.NanosecondsPerSecond);
            await Task.Delay(MonotonicClock.Span(Math.Max(0, until - MonotonicClock.Now)), cancellationToken);
            _baseline.NoteProcessor(window, ProcessClock.Read(baseline.Pid));
            _candidate.NoteProcessor(window, ProcessClock.Read(candidate.Pid));
            begun ??= MachineTimes.Read();
        }

        return MachineTimes.Read() - begun;
    }
}

/// <summary>A process to send to.</summary>
internal sealed record PairedTarget(int Pid, PairedClient Client);
