namespace Aspire.Hosting.Execution.Proxy;

/// <summary>
/// The bytes of one direction. Nothing is read while something waits to be sent, so a slow reader slows its writer down and costs one buffer;
/// an idle connection costs none.
/// </summary>
internal sealed class RelayDirection(Socket from, Socket to)
{
    private ReadOnlyMemory<byte> pending;
    private bool sawEnd;

    internal bool HasPending => !pending.IsEmpty;

    internal bool CanRead => !sawEnd && !HasPending;

    /// <summary>Everything was read and sent, and the end passed on.</summary>
    internal bool IsDone => sawEnd && !HasPending;

    /// <summary>Reads once and sends what the other side takes.</summary>
    /// <returns>False when the connection is broken.</returns>
    internal bool TryRead(byte[] scratch)
    {
        if (!CanRead)
        {
            return true;
        }

        var count = from.Receive(scratch, SocketFlags.None, out var error);
        if (error is not SocketError.Success)
        {
            return error is SocketError.WouldBlock;
        }

        if (count == 0)
        {
            sawEnd = true;
            return TryShutdown();
        }

        if (!TrySend(scratch.AsSpan(0, count), out var sent))
        {
            return false;
        }

        pending = scratch.AsSpan(sent, count - sent).ToArray();
        return true;
    }

    /// <summary>Sends what waits.</summary>
    /// <returns>False when the connection is broken.</returns>
    internal bool TryFlush()
    {
        var sent = 0;
        var isWhole = !HasPending || TrySend(pending.Span, out sent);
        pending = isWhole ? pending[sent..] : default;
        return isWhole;
    }

    private bool TrySend(ReadOnlySpan<byte> bytes, out int sent)
    {
        sent = to.Send(bytes, SocketFlags.None, out var error);
        return error is SocketError.Success or SocketError.WouldBlock;
    }

    private bool TryShutdown()
    {
        try
        {
            to.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
