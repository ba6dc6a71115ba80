using AspireStateless.LoadTests.Gates.Duets;
using Xunit;

namespace AspireStateless.LoadTests.Tests.Gates;

/// <summary>When the times of a pair are no evidence, whichever side was faster.</summary>
public sealed class DuetPairTests
{
    private static readonly DuetPair Good = GatePairs.Slower(0, count: 1)[0];

    [Fact]
    public void A_pair_that_was_measured_well_has_no_objection() => Assert.Null(Good.Objection);

    [Fact]
    public void A_stall_of_the_generator_is_both_sides_and_hides_nothing() =>
        Assert.Null((Good with { LatenessP99 = 20_000 }).Objection);

    [Fact]
    public void A_generator_whose_lateness_is_much_of_what_is_measured_is_named() =>
        Assert.Equal("11 % of the time that was measured is the generator's lateness, 10 % at most", (Good with { LatenessShare = 0.11 }).Objection);

    [Fact]
    public void A_machine_that_has_no_time_left_is_named()
    {
        Assert.Contains("76 % of the machine was in use", (Good with { Busy = 0.76 }).Objection, StringComparison.Ordinal);
        Assert.Contains("gave 6 % of the time to others", (Good with { Steal = 0.06 }).Objection, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_nothing_was_measured_of_is_named() =>
        Assert.Equal("p50 could not be measured", (Good with { Ratios = Good.Ratios.Where(ratio => ratio.Key != "p50").ToDictionary() }).Objection);
}
