using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Tests.Gates;

public sealed class PairedMetricsTests
{
    private const int Windows = 5;

    [Fact]
    public void A_side_that_takes_five_per_cent_more_is_told_so_by_every_metric() =>
        Assert.All(PairedMetrics.Ratios(Measured(1), Measured(1.05)).Values, ratio => Assert.Equal(Math.Log(1.05), ratio, precision: 3));

    [Fact]
    public void Exchanged_sides_have_the_opposite_ratios()
    {
        var ratios = PairedMetrics.Ratios(Measured(1), Measured(1.1));
        Assert.All(PairedMetrics.Ratios(Measured(1.1), Measured(1)), exchanged =>
            Assert.Equal(-ratios[exchanged.Key], exchanged.Value, precision: 9));
    }

    [Fact]
    public void One_second_that_stood_still_does_not_move_the_pair() =>
        Assert.Equal(0, PairedMetrics.Ratios(Measured(1), Measured(1, stalled: 2))["mean"], precision: 3);

    [Fact]
    public void What_was_never_measured_has_no_ratio() => Assert.Empty(PairedMetrics.Ratios(new SideWindows(Windows), Measured(1)));

    [Fact]
    public void The_warm_up_is_discarded_and_failures_are_counted_apart()
    {
        var side = new SideWindows(Windows);
        side.Add(-1, new Completion(Outcome.Failed, 0, 5), 0);
        side.Add(0, new Completion(Outcome.Failed, 0, 5), 0);
        side.Add(0, new Completion(Outcome.Ok, 0, 5), 0);
        Assert.Equal((1, 1), (side.Ok, side.Failed));
        Assert.Equal(5, side.Quantile(0, 0.5));
    }

    [Fact]
    public void The_clock_of_a_process_goes_on_with_its_work()
    {
        var before = ProcessClock.Read(Environment.ProcessId);
        double sum = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            sum += Math.Sqrt(i);
        }

        Assert.True(sum > 0 && ProcessClock.Read(Environment.ProcessId) > before);
    }

    private static SideWindows Measured(double factor, int stalled = -1)
    {
        var side = new SideWindows(Windows);
        for (var window = 0; window < Windows; window++)
        {
            for (var n = 1; n <= 100; n++)
            {
                side.Add(window, new Completion(Outcome.Ok, 0, (long)(factor * n * 10_000 * (window == stalled ? 50 : 1))), 0);
            }
        }

        for (var window = 0; window <= Windows; window++)
        {
            side.NoteProcessor(window, TimeSpan.FromMilliseconds(factor * 100 * window));
        }

        return side;
    }
}
