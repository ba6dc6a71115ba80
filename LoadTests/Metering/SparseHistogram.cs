namespace AspireStateless.LoadTests.Metering;

/// <summary>
/// Counts of times in <see cref="LatencyBuckets"/>, holding only those that are not empty: for the many short intervals of a series, each
/// with few different times. Merges with any other histogram. Not for several threads.
/// </summary>
internal sealed class SparseHistogram
{
    private const int FirstCapacity = 8;

    // In the order of buckets.
    private (ushort Bucket, int Count)[] _counts = [];
    private int _used;

    public long Count { get; private set; }

    /// <summary>Nanoseconds; exact, unlike the quantiles.</summary>
    public long Max { get; private set; }

    /// <summary>What is not empty, in the order of times.</summary>
    public ReadOnlySpan<(ushort Bucket, int Count)> Counts => _counts.AsSpan(0, _used);

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

    private void Add(ushort bucket, int count)
    {
        var at = PlaceOf(bucket);
        if (at < _used && _counts[at].Bucket == bucket)
        {
            _counts[at].Count += count;
            return;
        }

        if (_used == _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(FirstCapacity, 2 * _used));
        }

        Array.Copy(_counts, at, _counts, at + 1, _used - at);
        _counts[at] = (bucket, count);
        _used++;
    }

    /// <summary>The first place that holds it, or a later bucket.</summary>
    private int PlaceOf(ushort bucket)
    {
        int low = 0, high = _used;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_counts[middle].Bucket < bucket)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
