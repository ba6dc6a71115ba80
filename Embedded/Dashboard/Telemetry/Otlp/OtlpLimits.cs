namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>What one payload may hold. Exporters send 512 items at a time unless told otherwise.</summary>
internal static class OtlpLimits
{
    /// <summary>Bytes of a payload, received as well as unpacked.</summary>
    public const int PayloadBytesMax = 8 * 1024 * 1024;

    /// <summary>Spans, log records or data points: an empty one takes two bytes to send and two hundred to keep.</summary>
    public const int ItemsMax = 20_000;

    /// <summary>Attributes of an item that are kept; OpenTelemetry's own default.</summary>
    public const int AttributesMax = 128;

    /// <summary>Events of a span that are kept.</summary>
    public const int EventsMax = 32;

    /// <summary>Buckets of a histogram; OpenTelemetry's default has 16.</summary>
    public const int BucketsMax = 64;

    /// <summary>Bytes of a text that are kept: a stack trace of some sixty frames.</summary>
    public const int TextBytesMax = 8_192;

    /// <summary>Lists and maps inside each other that are written out.</summary>
    public const int ValueDepthMax = 4;
}
