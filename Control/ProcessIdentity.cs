using System.ComponentModel;
using System.Diagnostics;

namespace AspireStateless.Control;

/// <summary>A process of this machine, told apart from a later one that was given the same pid.</summary>
/// <param name="Pid">Its id.</param>
/// <param name="StartTicks">When it started: field 22 of <c>/proc/[pid]/stat</c>; where there is no /proc, Unix milliseconds.</param>
public readonly record struct ProcessIdentity(int Pid, long StartTicks)
{
    public static ProcessIdentity Own { get; } = Of(Environment.ProcessId)!.Value;

    /// <summary>False once it can no longer execute an instruction, even before its parent has asked how it ended.</summary>
    public bool IsAlive() => Of(Pid) == this;

    /// <summary>Whether it is stopped, as by SIGSTOP. Linux only.</summary>
    public bool IsStopped() => ProcessStat.Of(Pid) is { IsStopped: true } stat && stat.Identity == this;

    /// <summary>The process that has this pid now; null if there is none.</summary>
    public static ProcessIdentity? Of(int pid) => OperatingSystem.IsLinux() ? ProcessStat.Of(pid)?.Living : Elsewhere(pid);

    private static ProcessIdentity? Elsewhere(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return new ProcessIdentity(pid, new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds());
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
