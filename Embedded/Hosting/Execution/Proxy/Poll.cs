using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Execution.Proxy;

/// <summary>One entry of <c>poll(2)</c>. A negative descriptor is passed over.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    internal int Descriptor;
    internal PollEvents Wanted;
    internal PollEvents Seen;
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
    private readonly int wakeReader;
    private readonly int wakeWriter;
    private bool closed;

    internal Poll()
    {
        var ends = new int[2];
        Check(Pipe(ends));
        (wakeReader, wakeWriter) = (ends[0], ends[1]);
    }

    /// <summary>The entry to wait for beside the sockets'.</summary>
    internal PollEntry WakeEntry => new() { Descriptor = wakeReader, Wanted = PollEvents.Readable };

    /// <summary>Ends a wait, or the next one; nothing once disposed.</summary>
    internal void Wake()
    {
        lock (gate)
        {
            // The descriptor of a closed pipe may be somebody else's by now.
            if (!closed)
            {
                Check((int)Write(wakeWriter, [1], 1));
            }
        }
    }

    /// <summary>Takes notice of having been woken.</summary>
    internal void Drain() => Check((int)Read(wakeReader, new byte[64], 64));

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
            _ = Close(wakeReader);
            _ = Close(wakeWriter);
        }
    }

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int WaitFor(Span<PollEntry> entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe([Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte[] bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, [Out] byte[] bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
