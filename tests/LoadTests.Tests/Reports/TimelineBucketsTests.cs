using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>How a finished run is counted over time.</summary>
public sealed class TimelineBucketsTests
{
    [Fact]
    public void A_bucket_is_no_wider_than_200_ms()
    {
        Assert.Equal(200, Count(TimeSpan.FromSeconds(5), 100).BucketMs);
    }

    [Fact]
    public void A_run_of_hours_has_wider_buckets_and_not_more_than_fit_into_a_page()
    {
        var timeline = Count(TimeSpan.FromHours(3), 1);
        Assert.InRange(timeline.Offered.Length, 1000, 3001);
        Assert.Equal(0, timeline.BucketMs % 200);
    }

    [Fact]
    public void Every_operation_is_offered_once_and_ends_once_or_is_not_sent()
    {
        var timeline = Count(TimeSpan.FromSeconds(4), 200, (n, attempt) => (n % 5) switch
        {
            0 => null,
            1 => PlannedRun.Unanswered(attempt),
            2 => PlannedRun.Refused(attempt, 409),
            3 => PlannedRun.Refused(attempt, 503),
            _ => attempt,
        });
        Assert.Equal(
            timeline.Offered.Sum(),
            timeline.NotSent.Sum() + timeline.Ok.Sum() + timeline.Refused.Sum() + timeline.Failed.Sum() + timeline.Unknown.Sum());
        Assert.All([timeline.NotSent, timeline.Ok, timeline.Refused, timeline.Failed, timeline.Unknown], counts =>
            Assert.True(counts.Sum() > 100));
    }

    [Fact]
    public void A_stall_is_filed_under_the_due_times_of_those_that_it_delayed()
    {
        const long stallEnds = PlannedRun.Origin + (3 * PlannedRun.Second);
        bool InStall(Attempt attempt) => attempt.Due is >= stallEnds - PlannedRun.Second and < stallEnds;
        var timeline = Count(TimeSpan.FromSeconds(5), 500, (_, attempt) => InStall(attempt) ? attempt with { End = stallEnds } : attempt);

        // The bucket that ends when the stall has lasted for 200 ms: the first of it waited for its whole second.
        var first = (int)((stallEnds - PlannedRun.Second) / (200 * PlannedRun.Millisecond));
        Assert.InRange(timeline.P99[first]!.Value, 900, 1000);
        Assert.InRange(timeline.P99[first - 1]!.Value, 3, 5);
        Assert.True(timeline.Ok[first] < 10, "only those that were under way when it began");
        Assert.True(timeline.Ok[first + 5] > 400, "they are answered when the stall ends");
    }

    [Fact]
    public void Percentiles_are_those_of_the_operations_and_none_is_an_average()
    {
        var timeline = Count(TimeSpan.FromSeconds(5), 500, (n, attempt) =>
            n % 20 == 0 ? attempt with { End = attempt.Due + PlannedRun.Second } : attempt);
        var inside = (int)((PlannedRun.Origin + (3 * PlannedRun.Second)) / (200 * PlannedRun.Millisecond));
        Assert.Equal([4.0, 1000.0, 1000.0], new[] { timeline.P50[inside], timeline.P99[inside], timeline.P999[inside] });
        Assert.InRange(timeline.Samples[inside], 400, 600);
    }

    [Fact]
    public void A_bucket_without_answers_has_no_percentiles()
    {
        var timeline = Count(TimeSpan.FromSeconds(2), 100, (_, attempt) => PlannedRun.Unanswered(attempt));
        Assert.All(timeline.P50, value => Assert.Null(value));
    }

    [Fact]
    public void Who_answered_is_counted_by_instance()
    {
        var timeline = Count(TimeSpan.FromSeconds(2), 200);
        Assert.Equal(["api-a", "api-b"], timeline.Instances.Select(instance => instance.Instance));
        Assert.Equal(timeline.Ok.Sum(), timeline.Instances.Sum(instance => instance.Answered.Sum()));
    }

    [Fact]
    public void What_was_due_after_the_traffic_was_ended_was_not_offered()
    {
        var timeline = Count(
            TimeSpan.FromSeconds(4),
            100,
            (_, attempt) => attempt.Due < PlannedRun.Origin + PlannedRun.Second ? attempt : null,
            new RunEvent(RunEventType.TrafficEnded, PlannedRun.Origin + PlannedRun.Second));
        Assert.Equal(timeline.Ok.Sum(), timeline.Offered.Sum());
        Assert.Equal(3000, timeline.TrafficToMs);
    }

    private static TimelineResult Count(TimeSpan duration, double rate, Func<int, Attempt, Attempt?>? with = null, params RunEvent[] events)
    {
        var run = PlannedRun.Of(duration, rate, with, events);
        return TimelineBuckets.Of(run, new RunClock(run), ClientOperation.Of(run.History));
    }
}
