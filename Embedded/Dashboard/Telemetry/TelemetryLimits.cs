namespace AspireStateless.Dashboard.Telemetry;

/// <summary>What is kept at most, of all resources together. Sizes are estimates that err upwards.</summary>
/// <param name="Logs">Log records.</param>
/// <param name="LogBytes">Their size.</param>
/// <param name="Traces">Traces.</param>
/// <param name="TraceBytes">The size of their spans.</param>
/// <param name="TraceSpans">Spans of one trace.</param>
/// <param name="MetricBytes">The size of the series of metrics, which is fixed from their first point.</param>
internal sealed record TelemetryLimits(int Logs, long LogBytes, int Traces, long TraceBytes, int TraceSpans, long MetricBytes)
{
    private const long Megabyte = 1024 * 1024;

    public static TelemetryLimits Default { get; } = new(10_000, 24 * Megabyte, 10_000, 64 * Megabyte, 1_000, 32 * Megabyte);
}
