using System.Runtime.InteropServices;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>
/// Processor time of another process to the nanosecond: its own clock, where there is one (Linux; clock_getcpuclockid(3) makes its id so).
/// What /proc tells has steps of 10 ms, half a per cent of what a pair measures.
/// </summary>
internal static partial class ProcessClock
{
    private const int OfWholeProcess = 2; // CPUCLOCK_SCHED of the kernel's posix-timers.h.

    /// <returns>Null where it cannot be read.</returns>
    public static TimeSpan? Read(int pid) =>
        OperatingSystem.IsLinux() && ClockGetTime((~pid << 3) | OfWholeProcess, out var time) == 0
            ? MonotonicClock.Span((time.Seconds * MonotonicClock.NanosecondsPerSecond) + time.Nanoseconds)
            : ProcessStat.Of(pid)?.ProcessorTime;

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);
}
