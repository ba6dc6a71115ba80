using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Execution.Proxy;

/// <summary>
/// One connection through the proxy. A dial that fails is tried again with a fresh choice, without end, as long as the client is there: a replica
/// that was just killed, or does not listen yet, shows as latency and not as a refused connection. What breaks later breaks for both sides alike.
/// </summary>
internal sealed class ProxiedConnection(Socket client, ProxyTargets targets)
{
    private const int BufferBytes = 16 * 1024;
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryLast = TimeSpan.FromMilliseconds(200);
    private Socket? replica;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            replica = await DialAsync(cancellationToken).ConfigureAwait(false);
            if (replica is not null)
            {
                await Task.WhenAll(PumpAsync(client, replica), PumpAsync(replica, client)).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The host stops, or this connection was the longest waiting of too many.
        }
        finally
        {
            Close();
        }
    }

    internal void Close()
    {
        client.Dispose();
        replica?.Dispose();
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

            if (await TryDialAsync(port, cancellationToken).ConfigureAwait(false) is { } dialled)
            {
                return dialled;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < RetryLast ? pause * 2 : RetryLast;
        }

        return null;
    }

    private static async Task<Socket?> TryDialAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DialLimit);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token).ConfigureAwait(false);
            return socket;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    // Readable with nothing to read: the client has closed. Bytes that wait are left where they are, for the replica to come.
    private static bool IsGone(Socket socket) => socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && socket.Available == 0;

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None).ConfigureAwait(false)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, count), SocketFlags.None).ConfigureAwait(false);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // A reset on one side becomes a reset on the other: ending politely would look like a whole answer.
            Reset(from);
            Reset(to);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed already, by the other direction.
        }

        socket.Dispose();
    }
}
