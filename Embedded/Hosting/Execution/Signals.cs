using System.Runtime.InteropServices;

namespace Aspire.Hosting.Execution;

/// <summary>A signal, by its number on Linux and macOS alike.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

/// <summary>Sends signals.</summary>
internal static partial class Signals
{
    internal static void Send(int pid, Signal signal)
    {
        // The result is not looked at: the only failure for a child of ours is that it is gone, which is what was wanted.
        _ = Kill(pid, (int)signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
