namespace AspireStateless.Dashboard.Telemetry.Traces;

/// <summary>A trace in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name of its first span, or of the earliest that came.</param>
/// <param name="Resource">Who made that span.</param>
/// <param name="Start">When its earliest span began.</param>
/// <param name="Duration">From there to the latest end of a span.</param>
/// <param name="Spans">Spans that came.</param>
/// <param name="Errors">Spans that are errors.</param>
/// <param name="Shares">Who made its spans.</param>
internal sealed record TraceSummary(
    TraceId Id,
    string Name,
    TelemetryResource Resource,
    DateTimeOffset Start,
    TimeSpan Duration,
    int Spans,
    int Errors,
    IReadOnlyList<TraceShare> Shares);

/// <summary>How many spans of a trace one resource made.</summary>
internal sealed record TraceShare(TelemetryResource Resource, int Spans);
