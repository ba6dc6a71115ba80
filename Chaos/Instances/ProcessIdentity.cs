using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AspireStateless.Chaos.Instances;

/// <summary>A process, told apart from a later one that was given the same pid.</summary>
/// <param name="Pid">Its id.</param>
/// <param name="StartTicks">When it started: field 22 of <c>/proc/[pid]/stat</c>; where there is no /proc, Unix milliseconds.</param>
internal readonly record struct ProcessIdentity(int Pid, long StartTicks)
{
    private const int StateField = 0;
    private const int StartTimeField = 19;

    internal static ProcessIdentity Own { get; } = Of(Environment.ProcessId)!.Value;

    /// <summary>False once it can no longer execute an instruction, even before its parent has asked how it ended.</summary>
    internal bool IsAlive => Of(Pid) == this;

    /// <summary>The process that has this pid now; null if there is none.</summary>
    internal static ProcessIdentity? Of(int pid) =>
        StartTicksOf(pid) is { } startTicks ? new ProcessIdentity(pid, startTicks) : null;

    /// <summary>Whether it is stopped, as by SIGSTOP: state T of /proc. Linux only.</summary>
    internal bool IsStopped => IsAlive && StatOf(Pid) is { } fields && fields[StateField] == "T";

    /// <summary>The fields of <c>/proc/[pid]/stat</c> from the third on; null if there is no such process.</summary>
    internal static string[]? StatOf(int pid)
    {
        try
        {
            return FieldsOf(File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A process as a line of <c>stat</c> tells; null where that is none, or of one that has ended.</summary>
    internal static ProcessIdentity? Parse(int pid, string? stat) =>
        stat is not null && FieldsOf(stat) is { Length: > StartTimeField } fields && fields[StateField] is not ("Z" or "X")
            ? new ProcessIdentity(pid, long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture))
            : null;

    // Field 2, the name, may hold spaces and parentheses: fields are counted from behind its last one, beginning with field 3.
    private static string[] FieldsOf(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ');

    private static long? StartTicksOf(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return UnixMillisecondsOf(pid);
        }

        return StatOf(pid) is { } fields && fields[StateField] is not ("Z" or "X")
            ? long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture)
            : null;
    }

    private static long? UnixMillisecondsOf(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
