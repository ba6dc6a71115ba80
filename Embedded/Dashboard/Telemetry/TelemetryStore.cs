using AspireStateless.Dashboard.Telemetry.Logs;
using AspireStateless.Dashboard.Telemetry.Metrics;
using AspireStateless.Dashboard.Telemetry.Traces;

namespace AspireStateless.Dashboard.Telemetry;

/// <summary>All telemetry that is kept, in memory and bounded. Safe for use by several threads.</summary>
/// <param name="limits">What is kept at most.</param>
/// <param name="time">The clock that the charts of metrics end at.</param>
internal sealed class TelemetryStore(TelemetryLimits limits, TimeProvider time)
{
    public TelemetryStore()
        : this(TelemetryLimits.Default, TimeProvider.System)
    {
    }

    public TelemetryResources Resources { get; } = new();

    public LogStore Logs { get; } = new(limits);

    public TraceStore Traces { get; } = new(limits);

    public MetricStore Metrics { get; } = new(limits, time);

    /// <summary>Payloads that were refused because they are malformed or too large, and are in no other count.</summary>
    public KeptCount Payloads { get; } = new();
}
