using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>Counts a finished run into a timeline: a pure function of its record.</summary>
internal sealed class TimelineBuckets
{
    /// <summary>The finest width, and the width of every run of up to ten minutes.</summary>
    public const int FinestMs = 200;

    // More would neither be seen nor fit into a page; a longer run has wider buckets.
    private const int Most = 3000;
    private const int WindowMs = 1000;
    private readonly RecordedRun _run;
    private readonly RunClock _clock;
    private readonly IReadOnlyList<ClientOperation> _operations;
    private readonly long _width;
    private readonly int _count;

    private TimelineBuckets(RecordedRun run, RunClock clock, IReadOnlyList<ClientOperation> operations)
    {
        (_run, _clock, _operations) = (run, clock, operations);
        var length = Math.Max(1, clock.End - run.History.StartedAt);
        var finest = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(FinestMs));
        _width = finest * ((length / (finest * Most)) + 1);
        _count = (int)(length / _width) + 1;
    }

    public static TimelineResult Of(RecordedRun run, RunClock clock, IReadOnlyList<ClientOperation> operations) =>
        new TimelineBuckets(run, clock, operations).Count();

    private TimelineResult Count()
    {
        var sent = Counted(_operations.Select(operation => operation.Due));
        var offered = Counted(_run.Plan.Operations.Select(operation => _clock.Origin + operation.Due)
            .TakeWhile(due => due <= _clock.TrafficEnd));
        var window = Math.Max(1, (int)(MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(WindowMs)) / _width));
        var times = Windows(window);
        return new TimelineResult
        {
            BucketMs = RunClock.Span(_width),
            WindowMs = RunClock.Span(window * _width),
            TrafficFromMs = _clock.Ms(_clock.Origin),
            TrafficToMs = _clock.Ms(_clock.TrafficEnd),
            EndMs = _clock.Ms(_clock.End),
            Offered = offered,
            NotSent = [.. offered.Zip(sent, (due, gone) => Math.Max(0, due - gone))],
            Ok = Ended(OperationFate.Ok),
            Refused = Ended(OperationFate.Refused),
            Failed = Ended(OperationFate.Failed),
            Unknown = Ended(OperationFate.Unknown),
            Samples = [.. times.Select(bucket => bucket.Count)],
            P50 = [.. times.Select(bucket => bucket.Ms(0.5))],
            P99 = [.. times.Select(bucket => bucket.Ms(0.99))],
            P999 = [.. times.Select(bucket => bucket.Ms(0.999))],
            Instances = Instances(),
        };
    }

    private int[] Ended(OperationFate fate) =>
        Counted(_operations.Where(operation => operation.Fate == fate).Select(operation => operation.Done));

    private int[] Counted(IEnumerable<long> ticks)
    {
        var counts = new int[_count];
        foreach (var tick in ticks)
        {
            counts[Bucket(tick)]++;
        }

        return counts;
    }

    /// <summary>What has no end in the record is filed at the record's end.</summary>
    private int Bucket(long tick) => (int)Math.Clamp((tick - _run.History.StartedAt) / _width, 0, _count - 1);

    private List<SortedTimes> Windows(int window)
    {
        var buckets = Enumerable.Range(0, _count).Select(_ => new List<long>()).ToArray();
        foreach (var operation in _operations.Where(operation => operation.Outcome == Outcome.Ok))
        {
            buckets[Bucket(operation.Due)].Add(operation.Done - operation.Due);
        }

        return [.. Enumerable.Range(0, _count)
            .Select(n => new SortedTimes(buckets[Math.Max(0, n - window + 1)..(n + 1)].SelectMany(times => times)))];
    }

    private List<InstanceSeries> Instances()
    {
        var series = new SortedDictionary<string, int[]>(StringComparer.Ordinal);
        string[] names = [.. Enumerable.Range(0, _run.History.TextCount).Select(text => GenerationName.Instance(_run.History.Text(text)))];
        foreach (ref readonly var attempt in _run.History.Attempts.AsSpan())
        {
            if (attempt.Replica != 0 && attempt.End != Attempt.Open)
            {
                var instance = names[attempt.Replica];
                if (!series.TryGetValue(instance, out var counts))
                {
                    series[instance] = counts = new int[_count];
                }

                counts[Bucket(attempt.End)]++;
            }
        }

        return [.. series.Select(instance => new InstanceSeries(instance.Key, instance.Value))];
    }
}
