namespace Aspire.Hosting.Execution.Proxy;

/// <summary>
/// One connection through the proxy. A dial that fails is tried again with a fresh choice, without end, as long as the client is there: a replica
/// that was just killed, or does not listen yet, shows as latency and not as a refused connection. What breaks later breaks for both sides alike.
/// </summary>
internal sealed class ProxiedConnection(Socket client, ProxyTargets targets, RelayLoop relays)
{
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryLast = TimeSpan.FromMilliseconds(200);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var open = client;
        try
        {
            if (await DialAsync(cancellationToken).ConfigureAwait(false) is { } replica)
            {
                await relays.RelayAsync(client, replica, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The host stops, or this connection was the longest waiting of too many.
        }
    }

    private async Task<Socket?> DialAsync(CancellationToken cancellationToken)
    {
        var pause = RetryFirst;
        while (!IsGone(client))
        {
            if (targets.Choose() is not { } port)
            {
                await targets.ParkAsync(client, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (TryDial(port) is { } dialled)
            {
                return dialled;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < RetryLast ? pause * 2 : RetryLast;
        }

        return null;
    }

    // Not awaited: a dial on loopback is over before it could be, and a socket that was ever awaited stays with the runtime's own event loop,
    // which would then be woken by every message that passes.
    private static Socket? TryDial(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            // Limits the dial as well.
            SendTimeout = (int)DialLimit.TotalMilliseconds,
        };
        if (!Attempt.To(() => socket.Connect(new IPEndPoint(IPAddress.Loopback, port))))
        {
            socket.Dispose();
            return null;
        }

        return socket;
    }

    // Readable with nothing to read: the client has closed. Bytes that wait are left where they are, for the replica to come.
    private static bool IsGone(Socket socket) => socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && socket.Available == 0;
}
