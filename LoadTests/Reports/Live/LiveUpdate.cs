using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Reports.Live;

/// <summary>
/// What the live page is told: the series from one bucket on, up to this moment. Names are those of <see cref="TimelineResult"/>; here
/// everything but what was offered is filed under the time at which it ended. Times are milliseconds from the start of the traffic.
/// </summary>
internal sealed record LiveUpdate : SeriesResult
{
    private const long Window = MonotonicClock.NanosecondsPerSecond;

    public required double DurationMs { get; init; }
    public required double ElapsedMs { get; init; }

    /// <summary>The bucket that the arrays begin with.</summary>
    public required int First { get; init; }
    public required IReadOnlyList<LiveFault> Faults { get; init; }

    /// <summary>Failed, unknown and shed, since the start.</summary>
    public required long Failures { get; init; }
    public required int Serving { get; init; }
    public required int Replicas { get; init; }
    public required string ActiveFault { get; init; }

    /// <param name="first">The first bucket that may have changed, of buckets <paramref name="width"/> wide; with another width all
    /// have.</param>
    public static LiveUpdate Of(LiveTraffic traffic, int first, double width)
    {
        var moment = traffic.Look();
        var elapsed = Math.Max(0, MonotonicClock.Now - moment.Origin);
        var faults = traffic.Faults().Faults.OrderBy(fault => fault.At).ToList();
        LiveFault[] shown =
        [
            .. faults.Select(fault => new LiveFault(
                RunClock.Span(fault.At - moment.Origin),
                RunClock.Span((End(fault, faults) ?? moment.Origin + elapsed) - moment.Origin),
                $"{fault.Kind} of {fault.Fault.Instance}")),
        ];
        return traffic.Recorder.Read(series =>
            Of(series, RunClock.Span(series.Width) == width ? first : 0, elapsed, traffic.Duration, moment, shown));
    }

    /// <summary>The first of two kills in a row is over when the second begins: it does not recover.</summary>
    private static long? End(RealisedFault fault, List<RealisedFault> all) => fault.Recovered?.At
        ?? all.FirstOrDefault(later => later.At > fault.At && later.Fault.Instance == fault.Fault.Instance)?.At;

    private static LiveUpdate Of(
        TrafficSeries series, int first, long elapsed, TimeSpan duration, LiveMoment moment, LiveFault[] faults)
    {
        var count = Math.Max(0, (int)(elapsed / series.Width) + 1 - first);
        var window = Math.Max(1, (int)(Window / series.Width));
        var times = Enumerable.Range(first, count).Select(n => Merged(series.Overall, n - window + 1, n)).ToList();
        var total = series.Overall.Total();
        return new LiveUpdate
        {
            BucketMs = RunClock.Span(series.Width),
            WindowMs = RunClock.Span(window * series.Width),
            DurationMs = duration.TotalMilliseconds,
            ElapsedMs = RunClock.Span(elapsed),
            First = first,
            Offered = Counts(series.Overall, bucket => bucket.Planned),
            NotSent = Counts(series.Overall, bucket => bucket.Shed),
            Ok = Counts(series.Overall, bucket => bucket.Succeeded),
            Failed = Counts(series.Overall, bucket => bucket.Failed),
            Unknown = Counts(series.Overall, bucket => bucket.Unknown),
            Samples = [.. times.Select(histogram => (int)histogram.Count)],
            P50 = At(0.5),
            P99 = At(0.99),
            P999 = At(0.999),
            Instances = [.. series.Replicas
                .GroupBy(replica => GenerationName.Instance(replica.Key), replica =>
                    Counts(replica.Value, bucket => bucket.Succeeded + bucket.Failed))
                .OrderBy(instance => instance.Key, StringComparer.Ordinal)
                .Select(instance => new InstanceSeries(
                    instance.Key, [.. Enumerable.Range(0, count).Select(n => instance.Sum(counts => counts[n]))]))],
            Faults = faults,
            Failures = total.Failed + total.Unknown + total.Shed,
            Serving = moment.Serving,
            Replicas = moment.Replicas,
            ActiveFault = moment.ActiveFault,
        };

        int[] Counts(TrafficTrack track, Func<TrafficBucket, long> of) =>
            [.. Enumerable.Range(first, count)
                .Select(n => n < track.Buckets.Count && track.Buckets[n] is { } bucket ? (int)of(bucket) : 0)];

        double?[] At(double quantile) =>
            [.. times.Select(histogram => histogram.Count == 0 ? (double?)null : RunClock.Span(histogram.Quantile(quantile)))];
    }

    private static SparseHistogram Merged(TrafficTrack track, int from, int to)
    {
        var merged = new SparseHistogram();
        for (var n = Math.Max(0, from); n <= Math.Min(to, track.Buckets.Count - 1); n++)
        {
            if (track.Buckets[n] is { } bucket)
            {
                merged.Add(bucket.Response);
            }
        }

        return merged;
    }
}

/// <param name="ToMs">When the system had recovered; this moment while it has not.</param>
internal sealed record LiveFault(double FromMs, double ToMs, string Name);

/// <summary>Traffic that goes on, as the live page looks at it.</summary>
/// <param name="Look">What is so at this moment.</param>
/// <param name="Faults">What was done to the system so far.</param>
internal sealed record LiveTraffic(TrafficRecorder Recorder, TimeSpan Duration, Func<LiveMoment> Look, Func<FaultRecord> Faults);

/// <param name="Origin">The tick that the traffic began at; in the future before it does.</param>
internal readonly record struct LiveMoment(long Origin, int Serving, int Replicas, string ActiveFault);
