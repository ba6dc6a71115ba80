using System.Diagnostics;

namespace AspireStateless.Control;

/// <summary>
/// Nanoseconds of the machine's monotonic clock: on Linux CLOCK_MONOTONIC, one clock for every process of a host, so what the harness and
/// what the AppHost has seen compare directly.
/// </summary>
public static class MonotonicClock
{
    public const long NanosecondsPerSecond = 1_000_000_000;

    public static long Now => Stopwatch.Frequency == NanosecondsPerSecond
        ? Stopwatch.GetTimestamp()
        : (long)((Int128)Stopwatch.GetTimestamp() * NanosecondsPerSecond / Stopwatch.Frequency);

    public static long Nanoseconds(TimeSpan span) => span.Ticks * TimeSpan.NanosecondsPerTick;

    public static TimeSpan Span(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
}
