using AspireStateless.LoadTests.Performance.Gates.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace AspireStateless.LoadTests.Tests.Gates;

public sealed class SignedRankTests
{
    private static readonly Arbitrary<double[]> Values = Gen.Choose(-1000, 1000).Select(n => n / 1000.0).ArrayOf()
        .Where(values => values.Length is > 0 and < 15).ToArbitrary();

    [Theory]
    [InlineData(10, 4)] // The fourth smallest and largest, of 55.
    [InlineData(8, 1)]
    [InlineData(7, 0)] // 2^-7 is more than 0.005: seven values bound nothing.
    [InlineData(20, 38)]
    public void The_bound_is_the_average_that_the_distribution_of_signed_ranks_says(int values, int rank) =>
        Assert.Equal(rank, SignedRank.Rank(values, 0.005));

    [Fact]
    public void The_distribution_is_that_of_all_signs()
    {
        // Brute force over all ways to give signs to the ranks of nine values.
        int[] sums = [.. Enumerable.Range(0, 1 << 9)
            .Select(signs => Enumerable.Range(1, 9).Where(rank => (signs & (1 << (rank - 1))) != 0).Sum())];
        for (var rank = 1; rank < 20; rank++)
        {
            var error = sums.Count(sum => sum < rank) / (double)sums.Length;
            Assert.Equal(rank, SignedRank.Rank(9, error));
            Assert.Equal(rank - 1, SignedRank.Rank(9, error - 1e-9));
        }
    }

    [Fact]
    public void The_estimate_lies_between_its_bounds_and_within_the_values() => Prop.ForAll(Values, values =>
    {
        var estimate = SignedRank.Estimate(values);
        var (lower, upper) = SignedRank.Bounds(values, 0.005);
        return lower <= estimate && estimate <= upper && values.Min() <= estimate && estimate <= values.Max();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_shift_of_all_values_shifts_estimate_and_bounds() => Prop.ForAll(Values, values =>
    {
        double[] moved = [.. values.Select(value => value + 5)];
        return Math.Abs(SignedRank.Estimate(moved) - SignedRank.Estimate(values) - 5) < 1e-9
            && (SignedRank.Rank(values.Length, 0.005) == 0
                || Math.Abs(SignedRank.Bounds(moved, 0.005).Lower - SignedRank.Bounds(values, 0.005).Lower - 5) < 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Exchanged_sides_have_the_opposite_estimate_and_bounds() => Prop.ForAll(Values, values =>
    {
        double[] exchanged = [.. values.Select(value => -value)];
        return Math.Abs(SignedRank.Estimate(exchanged) + SignedRank.Estimate(values)) < 1e-9
            && Same(SignedRank.Bounds(exchanged, 0.005).Lower, -SignedRank.Bounds(values, 0.005).Upper);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_wild_value_of_ten_moves_the_estimate_no_further_than_the_others_reach()
    {
        double[] values = [0.01, 0.012, 0.008, 0.011, 0.009, 0.013, 0.01, 0.007, 0.012, 50];
        Assert.InRange(SignedRank.Estimate(values), 0.007, 0.013);
    }

    private static bool Same(double one, double other) => one.Equals(other) || Math.Abs(one - other) < 1e-9;
}
