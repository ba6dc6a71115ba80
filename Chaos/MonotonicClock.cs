using System.Diagnostics;

namespace AspireStateless.Chaos;

/// <summary>The clock of all events: on Linux CLOCK_MONOTONIC, which is one clock for all processes of a host.</summary>
internal static class MonotonicClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    internal static long Nanoseconds => (long)((Int128)Stopwatch.GetTimestamp() * NanosecondsPerSecond / Stopwatch.Frequency);
}
