using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Tests.Gates;

public sealed class PairedPlanTests
{
    private static readonly PairedPlan Plan = new(seed: 1, pair: 0);

    [Fact]
    public void Each_arrival_goes_to_both_sides_at_the_same_moment_with_the_same_request()
    {
        Assert.Equal(0, Plan.Due.Length % 2);
        for (var n = 0; n < Plan.Due.Length; n += 2)
        {
            Assert.Equal(Plan.Due[n], Plan.Due[n + 1]);
            Assert.Equal(Plan.RequestOf(n), Plan.RequestOf(n + 1));
            Assert.NotEqual(Plan.SideOf(n), Plan.SideOf(n + 1));
        }
    }

    [Fact]
    public void Each_side_is_first_about_as_often()
    {
        var first = Enumerable.Range(0, Plan.Due.Length / 2).Count(arrival => Plan.SideOf(2 * arrival) == Side.Candidate);
        Assert.InRange(first / (Plan.Due.Length / 2.0), 0.45, 0.55);
    }

    [Fact]
    public void The_measured_time_has_the_rate_and_comes_after_the_warm_up()
    {
        var warmUp = PairedPlan.WarmUp.TotalNanoseconds;
        var measured = Plan.Due.Count(due => due >= warmUp) / 2;
        Assert.InRange(measured / PairedPlan.Measured.TotalSeconds, 0.9 * PairedPlan.Rate, 1.1 * PairedPlan.Rate);
        Assert.True(Plan.Due[^1] < warmUp + PairedPlan.Measured.TotalNanoseconds);
        Assert.Equal(Plan.Due.Order(), Plan.Due);
    }

    [Fact]
    public void Each_side_has_each_place_as_often_and_arrivals_differ_from_pair_to_pair()
    {
        PairedPlan[] plans = [.. Enumerable.Range(0, 20).Select(pair => new PairedPlan(7, pair))];
        Assert.Equal(10, plans.Sum(plan => plan.CandidateSlot));
        Assert.Equal([0, 1], plans.Where(plan => plan.Pair % 2 == 0).Select(plan => plan.CandidateSlot).Distinct().Order());
        Assert.Equal(20, plans.Select(plan => plan.Due[^1]).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_makes_the_same_plan()
    {
        var again = new PairedPlan(seed: 1, pair: 0);
        Assert.Equal(Plan.Due, again.Due);
        Assert.All(Enumerable.Range(0, Plan.Due.Length), n =>
            Assert.Equal((Plan.SideOf(n), Plan.RequestOf(n)), (again.SideOf(n), again.RequestOf(n))));
    }
}
