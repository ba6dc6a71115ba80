namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>Which values of which instrument a page shows.</summary>
/// <param name="Meter">The meter's name.</param>
/// <param name="Instrument">The instrument's name.</param>
internal sealed record MetricQuery(string Meter, string Instrument)
{
    /// <summary>A service, or the name of an instance; null for all.</summary>
    public string? Resource { get; init; }

    /// <summary>How far back: 1 to 60 minutes.</summary>
    public int Minutes { get; init; } = 5;

    /// <summary>Whether the instances of a service make one line together, or one each.</summary>
    public bool Together { get; init; }

    /// <summary>The attribute that makes a line of each of its values; null for none.</summary>
    public string? SplitBy { get; init; }

    /// <summary>Attributes that a series must have.</summary>
    public IReadOnlyList<TelemetryAttribute> Where { get; init; } = [];

    public bool IsOfInstrument(MetricSeries series) =>
        string.Equals(series.Instrument.Name, Instrument, StringComparison.Ordinal)
        && string.Equals(series.Instrument.Meter, Meter, StringComparison.Ordinal);

    public bool Matches(MetricSeries series) => Where.All(series.Attributes.Contains);

    /// <returns>The name of the line that a series is a part of.</returns>
    public string LineOf(MetricSeries series)
    {
        var who = Together ? series.Resource.Service : series.Resource.Name;
        return SplitBy is null ? who : $"{who} {series.Attributes.FirstOrDefault(attribute => attribute.Key == SplitBy).Value ?? "–"}";
    }
}
