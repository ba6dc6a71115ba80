using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Reports;

/// <summary>How well the harness kept its own times. What it got wrong makes limits in seconds wide, and nothing else.</summary>
/// <param name="LateP50Ms">How late operations were sent, from the record; null without any.</param>
/// <param name="StoodStillMs">How long nothing began and nothing ended although it was free to send, all together.</param>
/// <param name="OfferedPerSecond">What the plan asked for, over the traffic.</param>
/// <param name="SentPerSecond">What was sent of it.</param>
internal sealed record GeneratorResult(
    double? LateP50Ms, double? LateP99Ms, double? LateP999Ms, double LateMaxMs, double StoodStillMs, double OfferedPerSecond,
        double SentPerSecond)
{
    /// <summary>Later than this, at the 99th percentile, and times of the service are times of the harness too.</summary>
    public const double LateP99Limit = 1;
    private const double MicrosecondsPerMillisecond = 1000;

    /// <summary>What it did against an echo before the run; null where that was left out.</summary>
    public CalibrationResult? Calibration { get; init; }

    /// <summary>How it fared during the traffic; null where nobody watched.</summary>
    public GeneratorHealth? Health { get; init; }

    /// <summary>Why no verdict on times may rest on this run; a verdict on promises needs none of it.</summary>
    public IReadOnlyList<string> Objections { get; init; } = [];

    /// <summary>Whether times of this run are the target's; null where the generator was not calibrated, or not watched.</summary>
    public bool? Trustworthy => Objections.Count > 0 ? false : Calibration is null || Health is null ? null : true;

    /// <summary>In one sentence.</summary>
    public string Times => Trustworthy switch
    {
        true => "times can be trusted",
        false => $"times are INVALID, promises are judged all the same: {Objections[0]}"
            + (Objections.Count == 1 ? "" : $", and {Objections.Count - 1} more"),
        _ => "times are not judged: the generator was not calibrated",
    };

    /// <summary>With what only the run itself could measure.</summary>
    public GeneratorResult With(MeasuredRun? measured) => measured is null ? this : this with
    {
        Calibration = measured.Calibration,
        Health = measured.Health,
        Objections =
        [
            .. measured.Machine.DebugBuild ? ["this is a Debug build"] : Array.Empty<string>(),
            .. (measured.Calibration?.Objections ?? []).Select(objection => $"before the run, {objection}"),
            .. measured.Health is { } health ? During(measured.Traffic, health) : [],
        ],
    };

    public static GeneratorResult Of(RecordedRun run, RunClock clock, IReadOnlyList<ClientOperation> operations, TimelineResult timeline)
    {
        var late = new SortedTimes(operations.Select(operation => operation.Sent - operation.Due));
        var seconds = Math.Max(1e-3, (clock.TrafficEnd - clock.Origin) / (double)MonotonicClock.NanosecondsPerSecond);
        return new GeneratorResult(
            late.Ms(0.5),
            late.Ms(0.99),
            late.Ms(0.999),
            late.MaxMs,
            RunClock.Span(run.Record.Stalls.Within(clock.Origin, clock.TrafficEnd)),
            Math.Round(timeline.Offered.Sum() / seconds, 1),
            Math.Round(operations.Count / seconds, 1));
    }

    private static IEnumerable<string> During(TrafficResult traffic, GeneratorHealth health) => TrustRule.Objections(
        MicrosecondsPerMillisecond * traffic.Lateness.P99,
        traffic.Response.Count == 0 ? null : MicrosecondsPerMillisecond * traffic.Response.P50,
        health).Select(objection => $"during the run, {objection}");
}
