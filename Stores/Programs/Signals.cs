using System.Runtime.InteropServices;

namespace AspireStateless.Stores.Programs;

/// <summary>Sends signals to processes.</summary>
public static partial class Signals
{
    private const int NoPermission = 1;

    /// <summary>Sends one; a process that has ended gets none.</summary>
    /// <returns>False where this process may not.</returns>
    public static bool TrySend(int pid, Signal signal) => Kill(pid, signal) == 0 || Marshal.GetLastPInvokeError() != NoPermission;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, Signal signal);
}
