using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Performance.Gates.Statistics;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>What two builds are compared by. Response times count from due.</summary>
internal static class PairedMetrics
{
    public const string P50 = "p50";
    public const string MeanTime = "mean";
    public const string ProcessorTime = "processor time per request";
    public static readonly IReadOnlyList<PairedMetric> All =
    [
        new(P50, MetricRole.Primary, static (side, window) => side.Quantile(window, 0.5)),
        new(MeanTime, MetricRole.Gated, static (side, window) => side.Mean(window)),
        new(ProcessorTime, MetricRole.Gated, static (side, window) => side.Processor(window)),
        new("p90", MetricRole.Warns, static (side, window) => side.Quantile(window, 0.9)),
        new("p99", MetricRole.Shown, static (side, window) => side.Quantile(window, 0.99)),
    ];

    /// <summary>
    /// ln(B/A) of each metric that could be measured: the middle of the windows, so that a stall of one second is one second's.
    /// </summary>
    public static Dictionary<string, double> Ratios(SideWindows baseline, SideWindows candidate)
    {
        var ratios = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var metric in All)
        {
            var ratio = NoiseFloor.Of(Windows(baseline).Select(window => (metric.Of(baseline, window), metric.Of(candidate, window))))
                .Shift;
            if (double.IsFinite(ratio))
            {
                ratios[metric.Name] = ratio;
            }
        }

        return ratios;
    }

    /// <summary>The middle of the windows of one side, microseconds.</summary>
    public static Dictionary<string, double> Middles(SideWindows side) => All.ToDictionary(
        metric => metric.Name,
        metric => Math.Round(Windows(side).Select(window => metric.Of(side, window)).Order().ElementAt(side.Count / 2) / 1e3, 1),
        StringComparer.Ordinal);

    /// <summary>What all pairs say together.</summary>
    public static IReadOnlyList<MetricEstimate> Estimate(IReadOnlyList<MeasuredPair> pairs) =>
        [.. All.Select(metric => MetricEstimate.Of(
            metric.Name, metric.Role,
                [.. pairs.Where(pair => pair.Ratios.ContainsKey(metric.Name)).Select(pair => pair.Ratios[metric.Name])]))];

    private static IEnumerable<int> Windows(SideWindows side) => Enumerable.Range(0, side.Count);
}

/// <param name="Of">Nanoseconds of one side in one window; 0 where there is nothing to compare.</param>
internal sealed record PairedMetric(string Name, MetricRole Role, Func<SideWindows, int, double> Of);
