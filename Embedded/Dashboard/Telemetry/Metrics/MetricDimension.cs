namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>An attribute that the series of an instrument have, with the values it takes.</summary>
internal sealed record MetricDimension(string Key, IReadOnlyList<string> Values)
{
    public static IReadOnlyList<MetricDimension> Of(IEnumerable<MetricSeries> series) =>
    [
        .. series.SelectMany(one => one.Attributes)
            .Distinct()
            .GroupBy(attribute => attribute.Key, attribute => attribute.Value, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MetricDimension(group.Key, [.. group.Order(StringComparer.Ordinal)])),
    ];
}
