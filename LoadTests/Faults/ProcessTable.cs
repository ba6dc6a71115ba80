using System.Globalization;

namespace AspireStateless.LoadTests.Faults;

/// <summary>What /proc says of a process: a witness that does not depend on the AppHost. Linux only.</summary>
internal static class ProcessTable
{
    private const int ClockTicksPerSecond = 100; // USER_HZ: fixed at 100 in Linux's user-space interface.

    /// <returns>Null where this machine has no /proc.</returns>
    public static bool? IsAlive(int pid, long startTicks)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // A zombie has ended: it holds nothing but its exit code.
        return Fields(pid) is { } fields && fields[0] != "Z" && long.Parse(fields[19], CultureInfo.InvariantCulture) == startTicks;
    }

    /// <returns>Processor time used so far, user and kernel; null where it cannot be read.</returns>
    public static TimeSpan? ProcessorTime(int pid) => OperatingSystem.IsLinux() && Fields(pid) is { } fields
        ? TimeSpan.FromSeconds((double)(long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture))
            / ClockTicksPerSecond)
        : null;

    /// <summary>The fields of proc(5)'s stat from the third on: the second, a name in brackets, may hold anything.</summary>
    private static string[]? Fields(int pid)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
