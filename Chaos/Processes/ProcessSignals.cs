using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Processes;

/// <summary>Sends signals to processes of this AppHost's instances.</summary>
internal static class ProcessSignals
{
    /// <summary>Sends one, unless the process has ended; whoever needs to know that looks at it.</summary>
    /// <exception cref="RefusedException">This process may not.</exception>
    public static void Send(ProcessIdentity process, Signal signal)
    {
        if (process.IsAlive() && !Signals.TrySend(process.Pid, signal))
        {
            throw RefusedException.Unsupported($"The system does not let this AppHost send {signal} to process {process.Pid}.");
        }
    }

    /// <exception cref="RefusedException">There is no /proc: what a signal that ends nothing has done could not be seen.</exception>
    public static void RequireProcessTable(string kind)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw RefusedException.Unsupported($"'{kind}' needs /proc for its evidence, and this is not Linux.");
        }
    }
}
