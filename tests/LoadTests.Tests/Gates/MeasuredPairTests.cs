using System.Text.Json;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Tests.Gates;

/// <summary>When the times of a pair are no evidence, whichever side was faster.</summary>
public sealed class MeasuredPairTests
{
    private const int Windows = 3;
    private static readonly MeasuredPair Good = GatePairs.Slower(0, count: 1)[0];

    [Fact]
    public void A_pair_that_was_measured_well_has_no_objection() => Assert.Null(Good.Objection);

    [Fact]
    public void A_generator_whose_lateness_is_much_of_what_is_measured_is_named()
    {
        Assert.Null(Late(baseline: 100, candidate: 100).Objection);
        Assert.Equal("17.0 % of the baseline's mean was the generator's lateness, 15 % at most", Late(170, 170).Objection);
    }

    [Fact]
    public void A_generator_that_is_later_for_one_side_is_named() =>
        Assert.Equal("one side was sent later than the other by 1.0 % of the baseline's mean, 0.5 % at most", Late(100, 110).Objection);

    [Fact]
    public void A_stall_of_one_second_is_one_second_s() => Assert.Null(Late(baseline: 100, candidate: 100, stall: 900).Objection);

    [Fact]
    public void A_machine_that_has_no_time_left_is_named()
    {
        Assert.Contains("76 % of the machine was in use", (Good with { Busy = 0.76 }).Objection, StringComparison.Ordinal);
        Assert.Contains("gave 6 % of the time to others", (Good with { Steal = 0.06 }).Objection, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_nothing_was_measured_of_is_named() =>
        Assert.Equal("p50 could not be measured", (Good with { Ratios = Good.Ratios.Where(ratio => ratio.Key != "p50").ToDictionary() })
            .Objection);

    [Fact]
    public void A_pair_of_which_nothing_was_answered_is_named_and_can_be_reported()
    {
        var pair = Good with { Lateness = PairedLateness.Of(new SideWindows(Windows), new SideWindows(Windows)) };
        Assert.Equal("the baseline answered nothing", pair.Objection);
        Assert.Equal(pair.Objection, JsonSerializer.Deserialize<MeasuredPair>(
            JsonSerializer.Serialize(pair, ReportJson.Format), ReportJson.Format)!.Objection);
    }

    /// <summary>Answers that take 1000 from due, sent so late; in the first second later still.</summary>
    private static MeasuredPair Late(long baseline, long candidate, long stall = 0) =>
        Good with { Lateness = PairedLateness.Of(Side(baseline, stall), Side(candidate, stall)) };

    private static SideWindows Side(long late, long stall)
    {
        var side = new SideWindows(Windows);
        for (var window = 0; window < Windows; window++)
        {
            side.Add(window, new Completion(Outcome.Ok, window == 0 ? late + stall : late, 1000), 0);
        }

        return side;
    }
}
