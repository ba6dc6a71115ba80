using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Every_quantile_is_within_one_per_cent_of_the_exact_one()
    {
        var random = new RandomStream(1);
        long[] times = [.. Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 25))];
        var histogram = new LatencyHistogram();
        foreach (var time in times)
        {
            histogram.Record(time);
        }

        Array.Sort(times);
        foreach (var quantile in new[] { 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1 })
        {
            double exact = times[Math.Max(0, (int)Math.Ceiling(quantile * times.Length) - 1)];
            Assert.InRange(histogram.Quantile(quantile), (exact * 0.99) - 1, (exact * 1.01) + 1);
        }
    }

    [Fact]
    public void Merged_histograms_are_the_histogram_of_all_times()
    {
        LatencyHistogram one = new(), other = new(), both = new();
        for (var i = 1; i < 1000; i++)
        {
            (i % 3 == 0 ? one : other).Record(i * 1_000);
            both.Record(i * 1_000);
        }

        one.Add(other);
        Assert.Equal((both.Count, both.Max, both.Quantile(0.9)), (one.Count, one.Max, one.Quantile(0.9)));
    }

    [Fact]
    public void What_is_left_after_subtracting_an_earlier_state_was_recorded_since()
    {
        LatencyHistogram live = new(), earlier = new(), window = new();
        live.Record(1_000_000);
        earlier.Add(live);
        live.Record(9_000_000);
        window.Add(live);
        window.Subtract(earlier);
        Assert.Equal(1, window.Count);
        Assert.InRange(window.Quantile(0.5), 8_910_000, 9_090_000);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Times_beyond_its_range_are_counted_at_its_ends(long time)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(time);
        Assert.Equal(1, histogram.Count);
        Assert.InRange(histogram.Quantile(1), 0, LatencyBuckets.LongestNanoseconds);
    }

    [Fact]
    public void An_empty_one_has_no_quantiles() => Assert.Equal(0, new LatencyHistogram().Quantile(0.99));
}
