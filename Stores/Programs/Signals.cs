using System.Runtime.InteropServices;

namespace AspireStateless.Stores.Programs;

/// <summary>Sends signals to processes of this application's stores.</summary>
internal static partial class Signals
{
    internal const int Interrupt = 2;
    internal const int Kill = 9;

    /// <summary>Sends one; a process that has ended gets none.</summary>
    internal static void Send(int pid, int signal) => _ = SendTo(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int pid, int signal);
}
