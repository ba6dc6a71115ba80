using System.Runtime.InteropServices;
using AspireStateless.Chaos.Control;

namespace AspireStateless.Chaos.Instances;

/// <summary>Sends signals to processes of this AppHost's instances.</summary>
internal static partial class Signals
{
    private const int NoPermission = 1;

    /// <summary>A signal's usual name, for evidence.</summary>
    internal static string NameOf(Signal signal) => signal switch
    {
        Signal.Interrupt => "SIGINT",
        Signal.Quit => "SIGQUIT",
        Signal.Kill => "SIGKILL",
        Signal.Terminate => "SIGTERM",
        Signal.Continue => "SIGCONT",
        Signal.Stop => "SIGSTOP",
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    /// <summary>Sends one, unless the process has ended; whoever needs to know that looks at it.</summary>
    /// <exception cref="RefusedException">This process may not.</exception>
    internal static void Send(ProcessIdentity process, Signal signal)
    {
        if (process.IsAlive && Kill(process.Pid, signal) != 0 && Marshal.GetLastPInvokeError() == NoPermission)
        {
            throw RefusedException.Unsupported($"The system does not let this AppHost send {NameOf(signal)} to process {process.Pid}.");
        }
    }

    /// <exception cref="RefusedException">There is no /proc: what a signal that ends nothing has done could not be seen.</exception>
    internal static void RequireProcessTable(string kind)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw RefusedException.Unsupported($"'{kind}' needs /proc for its evidence, and this is not Linux.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, Signal signal);
}
