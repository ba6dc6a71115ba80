namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>The values of an instrument over time.</summary>
/// <param name="Instrument">What was measured.</param>
/// <param name="From">Unix milliseconds at which the first slot begins.</param>
/// <param name="SlotMilliseconds">Length of a slot.</param>
/// <param name="Lines">By name; of a histogram three each, see <see cref="MetricLine"/>.</param>
/// <param name="Attributes">The attributes that series of the instrument differ in, each with its values, to filter and to split by.</param>
internal sealed record MetricView(
    MetricInstrument Instrument,
    long From,
    int SlotMilliseconds,
    IReadOnlyList<MetricLine> Lines,
    IReadOnlyList<MetricDimension> Attributes)
{
    // A chart with more cannot be read, and its page has to be quick.
    private const int LinesMax = 24;

    // Of the window's end: exporters send every second here, and an unfinished slot would look like a fall.
    private const long SilenceMilliseconds = 15_000;

    /// <param name="query">What to show.</param>
    /// <param name="all">The series of the instrument, at least one.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static MetricView Of(MetricQuery query, IReadOnlyList<MetricSeries> all, long now)
    {
        var minutes = Math.Clamp(query.Minutes, 1, 60);
        var ring = all[0].Ring(minutes);
        var end = Math.Min(now, Math.Max(all.Max(series => series.LastAt), now - SilenceMilliseconds)) / ring.SlotMilliseconds;
        var slots = minutes * 60_000 / ring.SlotMilliseconds;
        var window = new SlotWindow(end - slots, slots, minutes);
        var lines = all.Where(query.Matches)
            .GroupBy(query.LineOf, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Take(LinesMax)
            .SelectMany(group => MetricLines.Of(group.Key, [.. group], window));
        return new(all[0].Instrument, window.First * ring.SlotMilliseconds, ring.SlotMilliseconds, [.. lines], MetricDimension.Of(all));
    }
}

/// <summary>One line of a chart.</summary>
/// <param name="Name">A service or the name of an instance, and behind it the value that it was split by.</param>
/// <param name="Statistic"><c>rate</c> (per second), <c>value</c>, <c>p50</c>, <c>p90</c> or <c>p99</c>.</param>
/// <param name="Values">One a slot; null where nothing was measured.</param>
internal sealed record MetricLine(string Name, string Statistic, IReadOnlyList<double?> Values);

/// <summary>The slots of time that a chart shows.</summary>
/// <param name="First">Number of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Minutes">How long they are together.</param>
internal readonly record struct SlotWindow(long First, int Count, int Minutes);
