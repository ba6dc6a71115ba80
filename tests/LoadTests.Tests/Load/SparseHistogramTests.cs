using AspireStateless.LoadTests.Metering;
using FsCheck;
using FsCheck.Fluent;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class SparseHistogramTests
{
    private static readonly double[] Quantiles = [0, 0.1, 0.5, 0.9, 0.99, 1];

    // Nanoseconds to minutes, with many repetitions.
    private static readonly Gen<long[]> Times =
        from count in Gen.Choose(1, 200)
        from times in Gen.ArrayOf(
            from power in Gen.Choose(0, 37)
            from low in Gen.Choose(0, 300)
            select (1L << power) + low,
            count)
        select times;

    [Fact]
    public void It_agrees_with_the_one_that_holds_every_bucket() => Holds(times =>
    {
        var sparse = Of(times);
        var dense = new LatencyHistogram();
        foreach (var time in times)
        {
            dense.Record(time);
        }

        return (sparse.Count, sparse.Max) == (dense.Count, dense.Max)
            && Quantiles.All(quantile => sparse.Quantile(quantile) == dense.Quantile(quantile));
    });

    [Fact]
    public void Every_quantile_is_within_one_per_cent_of_the_exact_one() => Holds(times =>
    {
        var histogram = Of(times);
        long[] sorted = [.. times.Order()];
        return Quantiles.All(quantile =>
        {
            double exact = sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length) - 1)];
            return Math.Abs(histogram.Quantile(quantile) - exact) <= 0.01 * exact;
        });
    });

    [Fact]
    public void Merging_parts_gives_the_histogram_of_the_whole() => Holds(times =>
    {
        var whole = Of(times);
        var merged = Of(times.Where((_, place) => place % 3 == 0));
        merged.Add(Of(times.Where((_, place) => place % 3 != 0)));
        return merged.Counts.SequenceEqual(whole.Counts)
            && (merged.Count, merged.Max, merged.Quantile(0.9)) == (whole.Count, whole.Max, whole.Quantile(0.9));
    });

    [Fact]
    public void An_empty_one_has_no_quantiles() => Assert.Equal(0, new SparseHistogram().Quantile(0.99));

    private static void Holds(Func<long[], bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Times.ToArbitrary(), property));

    private static SparseHistogram Of(IEnumerable<long> times)
    {
        var histogram = new SparseHistogram();
        foreach (var time in times)
        {
            histogram.Record(time);
        }

        return histogram;
    }
}
