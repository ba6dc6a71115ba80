using System.Numerics;

namespace AspireStateless.LoadTests.Metering;

/// <summary>
/// The log-linear buckets that every histogram of times counts in: 64 to each power of two, so that a bucket's middle is within 0.8 % of
/// every time in it. All histograms share them, so any two can be merged without loss.
/// </summary>
internal static class LatencyBuckets
{
    private const int SubBucketBits = 6;
    private const int SubBuckets = 1 << SubBucketBits;
    private const int Powers = 40;

    /// <summary>Longer times are counted as this one: 2^40 ns, 18 minutes.</summary>
    public const long LongestNanoseconds = (1L << Powers) - 1;

    /// <summary>How many there are.</summary>
    public const int Count = (Powers - SubBucketBits + 1) * SubBuckets;

    /// <param name="nanoseconds">From 0 to <see cref="LongestNanoseconds"/>.</param>
    /// <returns>The place of its bucket, in the order of times.</returns>
    public static int Of(long nanoseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)nanoseconds | 1) - SubBucketBits);
        return (shift << SubBucketBits) + (int)(nanoseconds >> shift);
    }

    /// <summary>The time that stands for a bucket, nanoseconds.</summary>
    public static long Middle(int bucket)
    {
        var shift = Math.Max(0, (bucket >> SubBucketBits) - 1);
        var lowest = (bucket - ((long)shift << SubBucketBits)) << shift;
        return lowest + ((1L << shift) >> 1);
    }
}
