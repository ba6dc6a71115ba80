namespace Aspire.Hosting.Execution.Proxy;

/// <summary>
/// The bytes of one direction. Nothing is read while something waits to be sent, so a slow reader slows its writer down and costs one buffer;
/// an idle connection costs none.
/// </summary>
internal sealed class RelayDirection(Socket from, Socket to)
{
    private readonly PollEntry readable = new() { Descriptor = (int)from.Handle, Wanted = PollEvents.Readable };
    private readonly PollEntry writable = new() { Descriptor = (int)to.Handle, Wanted = PollEvents.Writable };
    private byte[] pending = [];
    private bool sawEnd;

    /// <summary>What to wait for: for the reader to take what waits, or else for something to read.</summary>
    internal PollEntry Entry => pending.Length > 0 ? writable : sawEnd ? PollEntry.Nothing : readable;

    /// <summary>Everything was read and sent, and the end passed on.</summary>
    internal bool IsDone => sawEnd && pending.Length == 0;

    /// <summary>Sends what waits; or else reads once and sends what the other side takes.</summary>
    /// <returns>False when the connection is broken.</returns>
    internal bool TryMove(byte[] scratch)
    {
        if (pending.Length > 0)
        {
            return TrySend(pending);
        }

        var count = from.Receive(scratch, SocketFlags.None, out var error);
        if (error is not SocketError.Success)
        {
            return error is SocketError.WouldBlock;
        }

        sawEnd = count == 0;
        return sawEnd ? Attempt.To(() => to.Shutdown(SocketShutdown.Send)) : TrySend(scratch.AsSpan(0, count));
    }

    private bool TrySend(ReadOnlySpan<byte> bytes)
    {
        var sent = to.Send(bytes, SocketFlags.None, out var error);
        pending = bytes[sent..].ToArray();
        return error is SocketError.Success or SocketError.WouldBlock;
    }
}
