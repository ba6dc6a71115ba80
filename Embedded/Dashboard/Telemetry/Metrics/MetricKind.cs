namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>What the values of an instrument mean.</summary>
internal enum MetricKind
{
    /// <summary>A value that holds until the next one, such as a share or a state.</summary>
    Gauge,

    /// <summary>Something that is counted; shown as a rate.</summary>
    Counter,

    /// <summary>An amount that grows and shrinks, such as connections; amounts of several series add up.</summary>
    Amount,

    /// <summary>How values are spread; shown as percentiles.</summary>
    Histogram,
}
