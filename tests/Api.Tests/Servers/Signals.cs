using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AspireStateless.Api.Tests.Servers;

internal enum Signal
{
    Kill,
    Terminate,
    Pause,
    Resume,
}

internal static class Signals
{
    public static void Send(int pid, Signal signal)
    {
        if (Kill(pid, NumberOf(signal)) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Sends a signal to a process that may be gone.</summary>
    public static void TrySend(int pid, Signal signal) => _ = Kill(pid, NumberOf(signal));

    // Stop and continue have other numbers on macOS.
    private static int NumberOf(Signal signal) => signal switch
    {
        Signal.Kill => 9,
        Signal.Terminate => 15,
        Signal.Pause => OperatingSystem.IsLinux() ? 19 : 17,
        Signal.Resume => OperatingSystem.IsLinux() ? 18 : 19,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int pid, int signal);
}
