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
    /// <summary>Sends one. No result: the only failure for a child of ours is that it is gone, which is what was wanted.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial void Send(int pid, Signal signal);
}
