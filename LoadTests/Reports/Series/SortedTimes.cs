namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>Exact percentiles of a set of times. Sets are merged as a whole; no percentile is ever averaged.</summary>
/// <param name="nanoseconds">In any order.</param>
internal sealed class SortedTimes(IEnumerable<long> nanoseconds)
{
    private readonly long[] _times = [.. nanoseconds.Order()];

    public int Count => _times.Length;

    public double MaxMs => Count == 0 ? 0 : RunClock.Span(_times[^1]);

    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>The smallest time that so large a part of all does not exceed, milliseconds; null of none.</returns>
    public double? Ms(double quantile) => Count == 0 ? null : RunClock.Span(_times[Rank(quantile)]);

    private int Rank(double quantile) => Math.Clamp((int)Math.Ceiling(quantile * Count) - 1, 0, Count - 1);
}
