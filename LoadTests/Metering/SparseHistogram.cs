namespace AspireStateless.LoadTests.Metering;

/// <summary>
/// Counts of times in <see cref="LatencyBuckets"/>, holding only those that are not empty: for the many short intervals of a series, each
/// with few different times. Not for several threads.
/// </summary>
internal sealed class SparseHistogram
{
    public long Count { get; private set; }

    /// <summary>Nanoseconds; exact, unlike the quantiles.</summary>
    public long Max { get; private set; }

    /// <summary>What is not empty, in the order of times.</summary>
    public SortedList<ushort, int> Counts { get; } = [];

    /// <param name="nanoseconds">Below 0 counts as 0, above <see cref="LatencyBuckets.LongestNanoseconds"/> as that.</param>
    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Clamp(nanoseconds, 0, LatencyBuckets.LongestNanoseconds);
        Add((ushort)LatencyBuckets.Of(nanoseconds), 1);
        Count++;
        Max = Math.Max(Max, nanoseconds);
    }

    public void Add(SparseHistogram other)
    {
        foreach (var (bucket, count) in other.Counts)
        {
            Add(bucket, count);
        }

        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>Nanoseconds; 0 when nothing was recorded.</returns>
    public long Quantile(double quantile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        long seen = 0;
        foreach (var (bucket, count) in Counts)
        {
            seen += count;
            if (seen >= rank)
            {
                return Math.Min(LatencyBuckets.Middle(bucket), Max);
            }
        }

        return Max;
    }

    private void Add(ushort bucket, int count) => Counts[bucket] = Counts.GetValueOrDefault(bucket) + count;
}
