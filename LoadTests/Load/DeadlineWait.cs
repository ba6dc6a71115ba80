using System.Runtime.InteropServices;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// Waits until a tick, some 20 µs late at the median on Linux. Managed timers step by a kernel tick (4 ms at 250 Hz); the operating
/// system's own sleep does not, once the thread's timer slack (50 µs by default) is set to 1 ns. The last stretch is spun, briefly,
/// so that the pacer takes a few per cent of a core and not all of it.
/// </summary>
internal static partial class DeadlineWait
{
    private const long SpinNanoseconds = 20_000;

    // A sleeping thread looks at the token this often.
    private const long LongestSleepNanoseconds = 50_000_000;
    private const int SetTimerSlack = 29; // PR_SET_TIMERSLACK of prctl(2).
    private const int OfThread = 0; // PRIO_PROCESS of setpriority(2); with id 0 it is the calling thread.
    private const int AheadOfOthers = -10; // A nice value: -20 is first, 0 is usual.
    private const int UsualButNotInherited = 0x4000_0000; // SCHED_OTHER | SCHED_RESET_ON_FORK of sched_setscheduler(2).
    private const int ClockMonotonic = 1;
    private const int ClockThreadTime = 3; // CLOCK_THREAD_CPUTIME_ID of clock_gettime(2).
    private const int AbsoluteTime = 1;

    /// <summary>Call once on the thread that will wait.</summary>
    public static void PrepareThread()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Prctl(SetTimerSlack, 1, 0, 0, 0);
        }
    }

    /// <summary>
    /// Lets this thread run as soon as it wakes, ahead of the threads that are busy (Linux: a nice value of its own, which needs root,
    /// CAP_SYS_NICE or RLIMIT_NICE). Threads and processes that it starts are as usual. Without the permission it waits for its turn as
    /// they do, and its lateness tells.
    /// </summary>
    public static void PutThreadFirst()
    {
        var realTimePriority = 0;
        if (OperatingSystem.IsLinux() && SetScheduler(0, UsualButNotInherited, in realTimePriority) == 0)
        {
            _ = SetPriority(OfThread, 0, AheadOfOthers);
        }
    }

    /// <summary>How far behind others this thread stands, from -20 to 19; null where that is not known.</summary>
    public static int? ThreadNice() => OperatingSystem.IsLinux() ? GetPriority(OfThread, 0) : null;

    /// <returns>False when cancelled before the tick.</returns>
    public static bool Until(long tick, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var left = tick - MonotonicClock.Now;
            if (left <= 0)
            {
                return true;
            }

            if (left <= SpinNanoseconds)
            {
                Thread.SpinWait(20);
            }
            else
            {
                Sleep(Math.Min(left - SpinNanoseconds, LongestSleepNanoseconds), cancellationToken);
            }
        }

        return false;
    }

    /// <summary>Processor time that this thread took so far; zero where it cannot be read.</summary>
    public static TimeSpan ThreadTime() => OperatingSystem.IsLinux() && ClockGetTime(ClockThreadTime, out var time) == 0
        ? MonotonicClock.Span(time.Total)
        : TimeSpan.Zero;

    private static void Sleep(long nanoseconds, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux())
        {
            var until = MonotonicClock.Now + nanoseconds;
            var deadline = new TimeSpec(until / MonotonicClock.NanosecondsPerSecond, until % MonotonicClock.NanosecondsPerSecond);
            _ = ClockNanosleep(ClockMonotonic, AbsoluteTime, in deadline, 0);
        }
        else
        {
            cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(Math.Max(1, nanoseconds / 1_000_000)));
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec(long seconds, long nanoseconds)
    {
        private readonly nint _seconds = (nint)seconds;
        private readonly nint _nanoseconds = (nint)nanoseconds;

        public long Total => (_seconds * MonotonicClock.NanosecondsPerSecond) + _nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint id, int nice);

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, uint id);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in int priority);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanosleep(int clock, int flags, in TimeSpec deadline, nint remaining);
}
