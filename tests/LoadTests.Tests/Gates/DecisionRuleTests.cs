using AspireStateless.LoadTests.Performance.Gates.Statistics;

namespace AspireStateless.LoadTests.Tests.Gates;

public sealed class DecisionRuleTests
{
    private static readonly double[] Noise = [-0.005, 0.004, 0.001, -0.002, 0.003, -0.004, 0.005, 0, 0.002, -0.001];

    [Theory]
    [InlineData(0.05, PairedVerdict.Slower)]
    [InlineData(0.03, PairedVerdict.Slower)]
    [InlineData(0.02, PairedVerdict.NotSlower)] // Surely above 1 %, but less than 2.5 %.
    [InlineData(0, PairedVerdict.NotSlower)]
    [InlineData(-0.2, PairedVerdict.NotSlower)]
    internal void A_change_of_the_primary_metric_is_judged_by_both_limits(double change, PairedVerdict verdict) =>
        Assert.Equal(verdict, DecisionRule.Of([Metric(MetricRole.Primary, change, spread: 1)]));

    [Fact]
    public void Any_gated_metric_fails_alone() =>
        Assert.Equal(PairedVerdict.Slower, DecisionRule.Of(
            [Metric(MetricRole.Primary, 0, spread: 1), Metric(MetricRole.Gated, 0.05, spread: 1)]));

    [Fact]
    public void What_only_warns_fails_nobody() =>
        Assert.Equal(PairedVerdict.NotSlower, DecisionRule.Of(
            [Metric(MetricRole.Primary, 0, spread: 1), Metric(MetricRole.Warns, 0.5, spread: 1)]));

    [Fact]
    public void Noise_that_hides_five_per_cent_is_inconclusive() =>
        Assert.Equal(PairedVerdict.Inconclusive, DecisionRule.Of([Metric(MetricRole.Primary, 0.01, spread: 20)]));

    [Fact]
    public void Two_pairs_never_pass_and_never_fail() =>
        Assert.Equal(PairedVerdict.Inconclusive, DecisionRule.Of([MetricEstimate.Of("p50", MetricRole.Primary, [0.5, 0.5])]));

    [Fact]
    public void Nothing_measured_is_no_pass() => Assert.Equal(PairedVerdict.Inconclusive, DecisionRule.Of([]));

    [Theory]
    [InlineData(0, 2, false)] // Two more are chance.
    [InlineData(0, 9, true)]
    [InlineData(50, 55, false)]
    [InlineData(9, 0, false)]
    public void More_failures_count_when_they_are_many_and_unlikely(long failedA, long failedB, bool more) =>
        Assert.Equal(more, DecisionRule.FailsMore(failedA, 4000, failedB, 4000));

    [Fact]
    public void The_exact_test_agrees_with_a_table_counted_by_hand()
    {
        // 1 of 4 and 3 of 4 fail: C(4,3)*C(4,1) + C(4,4)*C(4,0) of C(8,4) ways have three or more in B.
        Assert.Equal(17.0 / 70, FisherExact.Chance(1, 4, 3, 4), precision: 9);
        Assert.Equal(1, FisherExact.Chance(0, 10, 0, 10), precision: 9);
    }

    private static MetricEstimate Metric(MetricRole role, double change, double spread) =>
        MetricEstimate.Of("p50", role, [.. Noise.Select(noise => Math.Log(1 + change) + (spread * noise))]);
}
