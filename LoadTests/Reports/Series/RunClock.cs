using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>The times of one run. Reports count milliseconds from the start of its history.</summary>
internal sealed class RunClock
{
    private const double NanosecondsPerMillisecond = 1e6;
    private readonly long _start;

    public RunClock(RecordedRun run)
    {
        _start = run.History.StartedAt;
        var attempts = run.History.Attempts;
        long[] dues = [.. attempts.Where(attempt => attempt is { Client: >= 0, Due: > 0 }).Select(attempt => attempt.Due)];
        var last = attempts.Length == 0 ? _start : attempts.Max(attempt => attempt.End == Attempt.Open ? attempt.Start : attempt.End);
        End = Math.Max(last, run.Faults.Events.Count == 0 ? last : run.Faults.Events.Max(line => line.At));

        // The first operation is always sent, so it tells when the traffic began.
        Origin = dues.Length == 0 || run.Plan.Operations.Length == 0 ? _start : dues.Min() - run.Plan.Operations[0].Due;
        var planned = Origin + MonotonicClock.Nanoseconds(run.Plan.Duration);
        TrafficEnd = run.Faults.Events.FirstOrDefault(line => line.Type == RunEventType.TrafficEnded) is { } ended
            ? Math.Min(ended.At, planned)
            : Math.Min(End, planned);
    }

    /// <summary>The tick that the plan's times count from.</summary>
    public long Origin { get; }

    /// <summary>When the last operation of the plan could be due.</summary>
    public long TrafficEnd { get; }

    /// <summary>The last tick in the record.</summary>
    public long End { get; }

    /// <summary>Milliseconds from the start of the history, to a tenth.</summary>
    public double Ms(long tick) => Math.Round((tick - _start) / NanosecondsPerMillisecond, 1);

    /// <summary>Milliseconds, to a microsecond.</summary>
    public static double Span(long nanoseconds) => Math.Round(nanoseconds / NanosecondsPerMillisecond, 3);
}
