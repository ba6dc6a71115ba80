using AspireStateless.LoadTests.Performance.Benches;

namespace AspireStateless.LoadTests.Tests.Benches;

public sealed class RoundsTests
{
    [Fact]
    public async Task Every_arm_has_its_turn_in_each_round_and_each_round_begins_with_another()
    {
        var turns = new List<char>();
        var rates = await Rounds.RunAsync([.. "abc"], rounds: 3, name =>
        {
            turns.Add(name);
            return Task.FromResult((double)turns.Count);
        });
        Assert.Equal("abcbcacab", string.Concat(turns));
        Assert.Equal([1, 6, 8], rates[0]);
        Assert.Equal([3, 5, 7], rates[2]);
    }

    [Theory]
    [InlineData(new[] { 1.0, 9, 4 }, new[] { 2.0, 3, 4 }, 1, 0.5, 3)]
    [InlineData(new[] { 1.0, 3 }, new[] { 1.0, 1 }, 2, 1, 3)]
    [InlineData(new[] { 5.0 }, new[] { 4.0 }, 1.25, 1.25, 1.25)]
    public void A_ratio_is_the_middle_of_the_rounds_quotients(double[] rates, double[] against, double middle, double least, double most) =>
        Assert.Equal(new Spread(middle, least, most), Spread.OfQuotients(rates, against));

    [Fact]
    public void What_happens_to_both_sides_of_a_round_changes_no_ratio() =>
        Assert.Equal(new Spread(0.5, 0.5, 0.5), Spread.OfQuotients([100, 10, 60], [200, 20, 120]));
}
