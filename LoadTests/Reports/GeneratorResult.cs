using AspireStateless.LoadTests.Checkers;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Reports;

/// <summary>How well the harness kept its own times. What it got wrong makes limits in seconds wide, and nothing else.</summary>
/// <param name="LateP50Ms">How late operations were sent, from the record; null without any.</param>
/// <param name="StoodStillMs">How long nothing began and nothing ended although it was free to send, all together.</param>
/// <param name="OfferedPerSecond">What the plan asked for, over the traffic.</param>
/// <param name="SentPerSecond">What was sent of it.</param>
internal sealed record GeneratorResult(
    double? LateP50Ms, double? LateP99Ms, double? LateP999Ms, double LateMaxMs, double StoodStillMs, double OfferedPerSecond, double SentPerSecond)
{
    /// <summary>Later than this, at the 99th percentile, and times of the service are times of the harness too.</summary>
    public const double LateP99Limit = 1;

    public static GeneratorResult Of(RunRecord run, RunClock clock, IReadOnlyList<ClientOperation> operations, TimelineResult timeline)
    {
        var late = new SortedTimes(operations.Select(operation => operation.Sent - operation.Due));
        double seconds = Math.Max(1e-3, (clock.TrafficEnd - clock.Origin) / (double)MonotonicClock.NanosecondsPerSecond);
        return new GeneratorResult(
            late.Ms(0.5),
            late.Ms(0.99),
            late.Ms(0.999),
            late.MaxMs,
            RunClock.Span(new Stalls(run.History).Within(clock.Origin, clock.TrafficEnd)),
            Math.Round(timeline.Offered.Sum() / seconds, 1),
            Math.Round(operations.Count / seconds, 1));
    }
}
