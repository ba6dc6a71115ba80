namespace Aspire.Hosting.Execution.Proxy;

/// <summary>One entry of <c>poll(2)</c>. A negative descriptor is passed over.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    internal int Descriptor;
    internal PollEvents Wanted;
    internal PollEvents Seen;

    internal static PollEntry Nothing => new() { Descriptor = -1 };
}

/// <summary>Events of <c>poll(2)</c>; the numbers are the same on Linux and macOS.</summary>
[Flags]
internal enum PollEvents : short
{
    None = 0,
    Readable = 0x01,
    Writable = 0x04,
}

/// <summary>Waits for many sockets at once, and can be woken.</summary>
internal sealed partial class Poll : IDisposable
{
    private const int Interrupted = 4;
    private readonly Lock gate = new();
    private readonly AnonymousPipeServerStream wakeWriter = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream wakeReader;
    private bool closed;

    internal Poll()
    {
        wakeReader = new(PipeDirection.In, wakeWriter.ClientSafePipeHandle);
        WakeEntry = new() { Descriptor = (int)wakeReader.SafePipeHandle.DangerousGetHandle(), Wanted = PollEvents.Readable };
    }

    /// <summary>The entry to wait for beside the sockets'.</summary>
    internal PollEntry WakeEntry { get; }

    /// <summary>Ends a wait, or the next one; nothing once disposed.</summary>
    internal void Wake()
    {
        lock (gate)
        {
            if (!closed)
            {
                wakeWriter.WriteByte(1);
            }
        }
    }

    /// <summary>Takes notice of having been woken.</summary>
    internal void Drain() => _ = wakeReader.Read(stackalloc byte[64]);

    /// <summary>Waits until something is seen in at least one entry.</summary>
    internal static void Wait(Span<PollEntry> entries)
    {
        while (WaitFor(entries, (nuint)entries.Length, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new Win32Exception();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            wakeReader.Dispose();
            wakeWriter.Dispose();
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int WaitFor(Span<PollEntry> entries, nuint count, int timeoutMilliseconds);
}
