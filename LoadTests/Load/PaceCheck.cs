using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load;

/// <summary>How closely an engine kept to its plan, from what it sent and when.</summary>
/// <param name="Planned">Arrivals due in the time looked at.</param>
/// <param name="Sent">Sent in that time.</param>
/// <param name="WorstSecond">
/// The largest difference of sent and planned in any second, beginning with any bucket, as a share of what is allowed there: one arrival
/// or one per cent, whichever is more. At most 1 where the pace was kept.
/// </param>
internal sealed record PaceCheck(long Planned, long Sent, double WorstSecond)
{
    private const double AllowedInASecond = 0.01;

    /// <summary>The difference of sent and planned over the whole time, as a share of the planned.</summary>
    public double Error => Planned == 0 ? 0 : Math.Abs(Sent - Planned) / (double)Planned;

    /// <param name="series">In buckets of which a whole number make a second.</param>
    /// <param name="length">What is looked at, from the start on.</param>
    public static PaceCheck Of(TrafficSeries series, TimeSpan length)
    {
        var second = (int)(1_000_000_000 / series.Width);
        var buckets = (int)(length.TotalSeconds * second);
        long[] planned = [.. Counts(series, buckets, bucket => bucket.Planned)];
        long[] sent = [.. Counts(series, buckets, bucket => bucket.Sent)];
        double worst = 0;
        for (var from = 0; from + second <= buckets; from++)
        {
            var due = planned[from..(from + second)].Sum();
            var difference = Math.Abs(sent[from..(from + second)].Sum() - due);
            worst = Math.Max(worst, difference / Math.Max(1, due * AllowedInASecond));
        }

        return new PaceCheck(planned.Sum(), sent.Sum(), worst);
    }

    private static IEnumerable<long> Counts(TrafficSeries series, int buckets, Func<TrafficBucket, long> count) =>
        Enumerable.Range(0, buckets).Select(place => series.Overall.Buckets.ElementAtOrDefault(place) is { } bucket ? count(bucket) : 0);
}
