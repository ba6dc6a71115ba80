namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>Times as OTLP sends them: nanoseconds since the Unix epoch.</summary>
internal static class OtlpTime
{
    public static DateTimeOffset Moment(ulong unixNanoseconds) => DateTimeOffset.UnixEpoch + Span(unixNanoseconds);

    public static TimeSpan Span(ulong nanoseconds) => TimeSpan.FromTicks((long)(nanoseconds / TimeSpan.NanosecondsPerTick));

    public static long Milliseconds(ulong unixNanoseconds) => (long)(unixNanoseconds / 1_000_000);
}
