using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Load.Arrivals;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class PaceCheckTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_plan_that_is_kept_has_no_error() => Assert.Equal((1000, 1000, 0), Of(_ => true, late: 0));

    [Fact]
    public void One_arrival_a_second_may_be_missing_at_a_low_rate_and_no_more()
    {
        Assert.Equal(1, Of(n => n != 500, late: 0).WorstSecond);
        Assert.Equal(2, Of(n => n is not (500 or 520), late: 0).WorstSecond);
    }

    [Fact]
    public void What_is_sent_after_the_end_was_not_sent_in_time()
    {
        var (_, sent, worst) = Of(_ => true, late: 200_000_000);
        Assert.Equal(980, sent);
        Assert.Equal(20, worst);
    }

    private static (long Planned, long Sent, double WorstSecond) Of(Func<int, bool> isSent, long late)
    {
        var series = new TrafficSeries();
        var n = 0;
        foreach (var due in new ConstantSchedule(100).DueTimes(Length))
        {
            series.Plan(due);
            if (isSent(n++))
            {
                series.Add(new TrafficSample(due, due + late, due + late, Outcome.Ok, Replica: null));
            }
        }

        var pace = PaceCheck.Of(series, Length);
        return (pace.Planned, pace.Sent, pace.WorstSecond);
    }
}
