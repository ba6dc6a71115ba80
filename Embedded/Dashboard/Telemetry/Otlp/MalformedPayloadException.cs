namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>A payload that is not what it says it is, or more than one payload may be. Its sender is told; nothing of it was stored.</summary>
internal sealed class MalformedPayloadException(string message) : Exception(message);
