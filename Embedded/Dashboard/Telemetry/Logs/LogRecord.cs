using Microsoft.Extensions.Logging;

namespace AspireStateless.Dashboard.Telemetry.Logs;

/// <summary>One log record as it came.</summary>
internal sealed class LogRecord : IStored
{
    /// <summary>Its place in the order of arrival, from 1: what a deep link names.</summary>
    public long Number { get; internal set; }

    public required TelemetryResource Resource { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required LogLevel Level { get; init; }

    /// <summary>The logger's name.</summary>
    public required string Category { get; init; }

    public required string Message { get; init; }

    /// <summary>What the message was made of, the scopes around it, and <c>exception.*</c> if there was one.</summary>
    public required IReadOnlyList<TelemetryAttribute> Attributes { get; init; }

    /// <summary>The trace it belongs to, if any.</summary>
    public TraceId TraceId { get; init; }

    public SpanId SpanId { get; init; }

    public required long Bytes { get; init; }
}
