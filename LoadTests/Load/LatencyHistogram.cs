using System.Numerics;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// Counts of times in log-linear buckets: 64 to each power of two, so that a bucket's middle is within 0.8 % of every time in it.
/// One writer at a time; readers may look on, and merge.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 6;
    private const int SubBuckets = 1 << SubBucketBits;

    /// <summary>Longer times are counted as this one: 2^40 ns, 18 minutes.</summary>
    public const long LongestNanoseconds = (1L << 40) - 1;
    private const int Buckets = (40 - SubBucketBits + 1) * SubBuckets;
    private readonly long[] _counts = new long[Buckets];

    public long Count { get; private set; }
    public long Max { get; private set; }

    /// <param name="nanoseconds">Below 0 counts as 0.</param>
    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Clamp(nanoseconds, 0, LongestNanoseconds);
        _counts[Bucket(nanoseconds)]++;
        Count++;
        Max = Math.Max(Max, nanoseconds);
    }

    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < Buckets; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>Takes away what an earlier state of the same histogram held: what is left was recorded since.</summary>
    public void Subtract(LatencyHistogram earlier)
    {
        for (int i = 0; i < Buckets; i++)
        {
            _counts[i] -= earlier._counts[i];
        }

        Count -= earlier.Count;
    }

    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>Nanoseconds; 0 when nothing was recorded.</returns>
    public long Quantile(double quantile)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        long seen = 0;
        for (int i = 0; i < Buckets; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return Math.Min(Middle(i), Max);
            }
        }

        return Max;
    }

    private static int Bucket(long nanoseconds)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)nanoseconds | 1) - SubBucketBits);
        return (shift << SubBucketBits) + (int)(nanoseconds >> shift);
    }

    private static long Middle(int bucket)
    {
        int shift = Math.Max(0, (bucket >> SubBucketBits) - 1);
        long lowest = (bucket - ((long)shift << SubBucketBits)) << shift;
        return lowest + ((1L << shift) >> 1);
    }
}
