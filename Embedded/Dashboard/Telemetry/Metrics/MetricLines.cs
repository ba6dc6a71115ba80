namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>Makes one line, or three, of the series that belong together.</summary>
internal static class MetricLines
{
    private static readonly double[] Percentiles = [0.50, 0.90, 0.99];

    /// <summary>Rates and amounts add up; of several gauges the highest is shown; histograms are merged.</summary>
    /// <param name="name">The lines' name.</param>
    /// <param name="series">Of one instrument, at least one.</param>
    /// <param name="window">What to show.</param>
    public static IEnumerable<MetricLine> Of(string name, IReadOnlyList<MetricSeries> series, SlotWindow window)
    {
        var kind = series[0].Instrument.Kind;
        return kind == MetricKind.Histogram
            ? OfHistograms(name, series, window)
            : [new(name, kind == MetricKind.Counter ? "rate" : "value", [.. Enumerable.Range(0, window.Count).Select(Combine)])];

        double? Combine(int slot)
        {
            double? all = null;
            foreach (var one in series)
            {
                var ring = one.Ring(window.Minutes);
                if (ring.Read(window.First + slot) is [var value])
                {
                    all = kind switch
                    {
                        MetricKind.Gauge => Math.Max(all ?? double.MinValue, value),
                        MetricKind.Counter => (all ?? 0) + value * 1_000.0 / ring.SlotMilliseconds,
                        _ => (all ?? 0) + value,
                    };
                }
            }

            return all;
        }
    }

    private static IEnumerable<MetricLine> OfHistograms(string name, IReadOnlyList<MetricSeries> series, SlotWindow window)
    {
        var lines = Array.ConvertAll(Percentiles, _ => new double?[window.Count]);
        var bounds = series[0].Bounds;
        var merged = new double[bounds.Length + 1];
        for (var slot = 0; slot < window.Count; slot++)
        {
            Array.Clear(merged);
            foreach (var one in series)
            {
                // An instrument has the same buckets everywhere, unless two versions of a service run beside each other.
                if (one.Ring(window.Minutes).Read(window.First + slot) is [_, _, .. var buckets] && buckets.Length == merged.Length)
                {
                    for (var i = 0; i < merged.Length; i++)
                    {
                        merged[i] += buckets[i];
                    }
                }
            }

            for (var i = 0; i < Percentiles.Length; i++)
            {
                lines[i][slot] = Percentile(bounds, merged, Percentiles[i]);
            }
        }

        return Percentiles.Select((percentile, i) => new MetricLine(name, $"p{percentile * 100:0}", lines[i]));
    }

    /// <summary>The value that a share of all values do not exceed, taken as evenly spread inside a bucket.</summary>
    /// <returns>Null when there is no value; the last bound when it lies above all bounds.</returns>
    private static double? Percentile(double[] bounds, double[] buckets, double share)
    {
        var all = buckets.Sum();
        if (all <= 0)
        {
            return null;
        }

        var rank = share * all;
        for (var i = 0; i < bounds.Length; i++)
        {
            if (buckets[i] >= rank && buckets[i] > 0)
            {
                var lower = i == 0 ? Math.Min(0, bounds[0]) : bounds[i - 1];
                return lower + (bounds[i] - lower) * rank / buckets[i];
            }

            rank -= buckets[i];
        }

        return bounds.Length == 0 ? null : bounds[^1];
    }
}
