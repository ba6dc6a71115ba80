using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load;

/// <summary>Looks at an engine now and then, and says what happened since the last look.</summary>
internal sealed class LoadWatch(OpenLoop engine)
{
    private LoadTotals _last = engine.Totals();
    private long _lastAt = MonotonicClock.Now;

    public LoadWindow Look()
    {
        var totals = engine.Totals();
        var now = MonotonicClock.Now;
        var seconds = Math.Max(1e-3, (now - _lastAt) / 1e9);
        var response = new LatencyHistogram();
        response.Add(totals.Response);
        response.Subtract(_last.Response);
        var window = new LoadWindow(
            (totals.Due - _last.Due) / seconds,
            (totals.Ok - _last.Ok) / seconds,
            MonotonicClock.Span(response.Quantile(0.5)),
            MonotonicClock.Span(response.Quantile(0.99)),
            totals.Failed + totals.Unknown + totals.Shed);
        (_last, _lastAt) = (totals, now);
        return window;
    }
}

/// <param name="Failures">Since the start: failed, unknown and shed.</param>
internal readonly record struct LoadWindow(double OfferedPerSecond, double AchievedPerSecond, TimeSpan P50, TimeSpan P99, long Failures);
