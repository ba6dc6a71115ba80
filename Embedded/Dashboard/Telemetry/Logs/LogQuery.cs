using Microsoft.Extensions.Logging;

namespace AspireStateless.Dashboard.Telemetry.Logs;

/// <summary>Which log records a page shows.</summary>
internal sealed record LogQuery
{
    /// <summary>The least serious level.</summary>
    public LogLevel Level { get; init; } = LogLevel.Trace;

    /// <summary>A service, or the name of an instance; null for all.</summary>
    public string? Resource { get; init; }

    /// <summary>What message, category or the value of an attribute contains, whatever its case; null or empty for all.</summary>
    public string? Text { get; init; }

    public TraceId? TraceId { get; init; }

    /// <summary>Only records that came after the one with this number: what a page that follows lacks.</summary>
    public long After { get; init; }

    /// <summary>Records at most.</summary>
    public int Take { get; init; } = 200;

    public bool Matches(LogRecord record) =>
        record.Number > After
        && record.Level >= Level
        && (TraceId is not { } trace || record.TraceId == trace)
        && record.Resource.Matches(Resource)
        && (string.IsNullOrEmpty(Text) || Contains(record, Text));

    private static bool Contains(LogRecord record, string text) =>
        record.Message.Contains(text, StringComparison.OrdinalIgnoreCase)
        || record.Category.Contains(text, StringComparison.OrdinalIgnoreCase)
        || record.Attributes.Any(attribute => attribute.Value.Contains(text, StringComparison.OrdinalIgnoreCase));
}
