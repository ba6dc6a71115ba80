namespace AspireStateless.LoadTests.Metering;

/// <summary>
/// Counts of times in <see cref="LatencyBuckets"/>, an array of all of them: recording takes a few nanoseconds. One writer at a time;
/// readers may look on, and merge.
/// </summary>
internal sealed class LatencyHistogram
{
    private readonly long[] _counts = new long[LatencyBuckets.Count];

    public long Count { get; private set; }
    public long Max { get; private set; }

    /// <param name="nanoseconds">Below 0 counts as 0, above <see cref="LatencyBuckets.LongestNanoseconds"/> as that.</param>
    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Clamp(nanoseconds, 0, LatencyBuckets.LongestNanoseconds);
        _counts[LatencyBuckets.Of(nanoseconds)]++;
        Count++;
        Max = Math.Max(Max, nanoseconds);
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>Takes away what an earlier state of the same histogram held: what is left was recorded since.</summary>
    public void Subtract(LatencyHistogram earlier)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] -= earlier._counts[i];
        }

        Count -= earlier.Count;
    }

    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>Nanoseconds; 0 when nothing was recorded.</returns>
    public long Quantile(double quantile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return Math.Min(LatencyBuckets.Middle(i), Max);
            }
        }

        return Max;
    }
}
