namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>One measurement of one series, as it came.</summary>
/// <param name="Resource">Who sent it.</param>
/// <param name="Instrument">What was measured.</param>
/// <param name="Attributes">What tells the series from others of the instrument, in the order sent.</param>
/// <param name="From">Unix milliseconds since when a counter counts, or a histogram collects.</param>
/// <param name="At">Unix milliseconds of the measurement.</param>
/// <param name="IsDelta">Whether it counts from <paramref name="From"/>, which is then the measurement before, and not from the start.</param>
/// <param name="Values">One value; of a histogram the count, the sum, and the count of each bucket.</param>
/// <param name="Bounds">The upper bounds of all buckets but the last; empty if it is no histogram.</param>
internal sealed record MetricPoint(
    TelemetryResource Resource,
    MetricInstrument Instrument,
    IReadOnlyList<TelemetryAttribute> Attributes,
    long From,
    long At,
    bool IsDelta,
    double[] Values,
    double[] Bounds);
