using AspireStateless.Dashboard.Live;

namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>
/// The series of all metrics. When there is no room for another, whoever has the most loses the one that has been silent for longest. Safe
/// for use by several threads.
/// </summary>
internal sealed class MetricStore(TelemetryLimits limits, TimeProvider time)
{
    // Clocks of one machine agree; beyond that a point would be shown at a time that has not been.
    private const long AheadMilliseconds = 60_000;

    // What one export measures is that far apart at most.
    private const long ExportMilliseconds = 500;

    private readonly Lock gate = new();
    private readonly Dictionary<TelemetryResource, (long Before, long Last)> exports = [];
    private readonly Dictionary<TelemetryResource, Dictionary<string, MetricSeries>> shares = [];
    private long bytes;

    /// <summary>Raised when points have come.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Series kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return shares.Values.Sum(share => share.Count);
            }
        }
    }

    public void Add(IReadOnlyList<MetricPoint> points)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var oldest = now - (long)MetricSeries.CoarseMilliseconds * MetricSeries.CoarseSlots;
        lock (gate)
        {
            foreach (var point in points)
            {
                point.Resource.Points.Receive(1);
                if (point.At < oldest || point.At > now + AheadMilliseconds || !SeriesOf(point).Add(point, HeardBefore(point)))
                {
                    point.Resource.Points.Drop(1);
                }
            }
        }

        Changes.Raise();
    }

    /// <param name="resource">A service, or the name of an instance; null for all.</param>
    /// <returns>The instruments there are, by meter and name.</returns>
    public IReadOnlyList<MetricInstrument> Instruments(string? resource)
    {
        lock (gate)
        {
            return
            [
                .. Series(resource)
                    .Select(series => series.Instrument)
                    .DistinctBy(instrument => (instrument.Meter, instrument.Name))
                    .OrderBy(instrument => instrument.Meter, StringComparer.Ordinal)
                    .ThenBy(instrument => instrument.Name, StringComparer.Ordinal),
            ];
        }
    }

    /// <returns>The values of an instrument over time; null when nobody has it.</returns>
    public MetricView? Find(MetricQuery query)
    {
        lock (gate)
        {
            var all = Series(query.Resource).Where(query.IsOfInstrument).ToList();
            return all.Count == 0 ? null : MetricView.Of(query, all, time.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }

    private IEnumerable<MetricSeries> Series(string? resource) =>
        shares.Where(share => share.Key.Matches(resource)).SelectMany(share => share.Value.Values);

    private MetricSeries SeriesOf(MetricPoint point)
    {
        if (!shares.TryGetValue(point.Resource, out var share))
        {
            shares.Add(point.Resource, share = new(StringComparer.Ordinal));
        }

        var key = $"{point.Instrument.Meter}\n{point.Instrument.Name}\n{string.Join('\n', point.Attributes)}";
        if (!share.TryGetValue(key, out var series))
        {
            MakeRoom(MetricSeries.BytesOf(point.Values.Length));
            share.Add(key, series = new(point));
            bytes += series.Bytes;
        }

        return series;
    }

    private long HeardBefore(MetricPoint point)
    {
        var (before, last) = exports.GetValueOrDefault(point.Resource);
        if (point.At > last + ExportMilliseconds)
        {
            exports[point.Resource] = (before, last) = (last, point.At);
        }

        return before;
    }

    private void MakeRoom(long needed)
    {
        while (bytes + needed > limits.MetricBytes && shares.MaxBy(share => share.Value.Values.Sum(series => series.Bytes)) is { Value.Count: > 0 } most)
        {
            var (key, gone) = most.Value.MinBy(series => series.Value.LastAt);
            most.Value.Remove(key);
            most.Key.Points.Drop(1);
            bytes -= gone.Bytes;
        }
    }
}
