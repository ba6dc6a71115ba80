namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>
/// What one resource measured with one instrument under one set of attributes: the last five minutes by seconds, the last hour by ten
/// seconds. Its size is fixed from the first point.
/// </summary>
internal sealed class MetricSeries
{
    public const int FineMilliseconds = 1_000;
    public const int FineSlots = 300;
    public const int CoarseMilliseconds = 10_000;
    public const int CoarseSlots = 360;

    // A value says nothing about the time before the last one but one, and exporters send every minute at least.
    private const long HoldMilliseconds = 60_000;

    private readonly SlotRing fine;
    private readonly SlotRing coarse;
    private readonly double[] total;
    private readonly double[] counted;

    public MetricSeries(MetricPoint first)
    {
        (Resource, Instrument, Attributes, Bounds) = (first.Resource, first.Instrument, first.Attributes, first.Bounds);
        var width = first.Values.Length;
        (total, counted) = (new double[width], new double[width]);
        fine = new(FineMilliseconds, FineSlots, width);
        coarse = new(CoarseMilliseconds, CoarseSlots, width);
        Bytes = BytesOf(width);
    }

    public TelemetryResource Resource { get; }

    public MetricInstrument Instrument { get; }

    public IReadOnlyList<TelemetryAttribute> Attributes { get; }

    public double[] Bounds { get; }

    /// <summary>Unix milliseconds of the last point; 0 before the first.</summary>
    public long LastAt { get; private set; }

    public long Bytes { get; }

    public static long BytesOf(int width) =>
        1_024 + SlotRing.BytesOf(FineSlots, width) + SlotRing.BytesOf(CoarseSlots, width) + 2 * sizeof(double) * (long)width;

    /// <param name="minutes">How far back one wants to look.</param>
    public SlotRing Ring(int minutes) => minutes * 60_000 <= FineMilliseconds * FineSlots ? fine : coarse;

    /// <param name="point">The next one.</param>
    /// <param name="heard">Unix milliseconds of what its sender sent before, of any series; 0 if that was nothing.</param>
    /// <returns>False if the point has no place: it is older than the last one, or of another shape.</returns>
    public bool Add(MetricPoint point, long heard)
    {
        if (point.At <= LastAt || point.Values.Length != total.Length || !point.Bounds.AsSpan().SequenceEqual(Bounds))
        {
            return false;
        }

        if (Instrument.Kind is MetricKind.Gauge or MetricKind.Amount)
        {
            var since = Math.Max(Since(point), point.At - HoldMilliseconds);
            fine.Set(since, point.At, point.Values[0]);
            coarse.Set(since, point.At, point.Values[0]);
        }
        else
        {
            Count(point);
            var since = Silent(Since(point), point.At, heard);
            fine.Add(since, point.At, counted);
            coarse.Add(since, point.At, counted);
        }

        LastAt = point.At;
        return true;
    }

    // A restarted process counts from its own start.
    private long Since(MetricPoint point) => Math.Min(Math.Max(LastAt, point.From), point.At - 1);

    // Exporters leave out a series that has nothing new: until its sender was last heard, nothing was counted.
    private long Silent(long since, long at, long heard)
    {
        if (heard <= since || heard >= at)
        {
            return since;
        }

        if (LastAt > 0)
        {
            var nothing = new double[counted.Length];
            fine.Add(since, heard, nothing);
            coarse.Add(since, heard, nothing);
        }

        return heard;
    }

    /// <summary>Works out what has been counted since the last point.</summary>
    private void Count(MetricPoint point)
    {
        var anew = point.IsDelta || point.From > LastAt || point.Values[0] < total[0];
        for (var i = 0; i < total.Length; i++)
        {
            counted[i] = anew ? point.Values[i] : Math.Max(0, point.Values[i] - total[i]);
            total[i] = point.Values[i];
        }
    }
}
