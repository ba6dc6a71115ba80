namespace AspireStateless.Dashboard.Telemetry;

/// <summary>One attribute of a span, log record or series.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value as text; lists as <c>[a, b]</c>, maps as <c>{key: value}</c>.</param>
internal readonly record struct TelemetryAttribute(string Key, string Value);
