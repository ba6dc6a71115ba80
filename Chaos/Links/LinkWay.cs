using System.Net.Sockets;
using System.Threading.Channels;

namespace AspireStateless.Chaos.Links;

/// <summary>One way of a connection. Reading goes on while a piece is held, so that each has its own delay, up to a bound.</summary>
internal sealed class LinkWay(Socket from, Socket to, LinkDirection direction, LinkedConnection connection, StoreLink link)
{
    private const int PieceBytes = 32 * 1024;
    private const int PiecesOnTheWay = 64;

    private readonly Channel<LinkPiece> _pieces = Channel.CreateBounded<LinkPiece>(
        new BoundedChannelOptions(PiecesOnTheWay) { SingleReader = true, SingleWriter = true });

    /// <summary>Returns when no more will come, or can be delivered. Failing resets the connection, which ends the other way too.</summary>
    public Task RunAsync(CancellationToken closed) => Task.WhenAll(GuardedAsync(ReadAsync(closed)), GuardedAsync(WriteAsync(closed)));

    private async Task ReadAsync(CancellationToken closed)
    {
        var buffer = new byte[PieceBytes];
        var count = 1;
        while (count > 0)
        {
            count = await from.ReceiveAsync(buffer, closed);
            var piece = new LinkPiece(connection, direction, buffer.AsSpan(0, count).ToArray(), MonotonicClock.Now);
            await _pieces.Writer.WriteAsync(piece, closed);
        }

        _pieces.Writer.Complete();
    }

    private async Task WriteAsync(CancellationToken closed)
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync(closed))
        {
            if (!await link.PassAsync(piece, closed))
            {
                connection.Reset();
                return;
            }

            if (piece.Bytes.IsEmpty)
            {
                to.Shutdown(SocketShutdown.Send);
            }

            for (var sent = 0; sent < piece.Bytes.Length;)
            {
                sent += await to.SendAsync(piece.Bytes[sent..], closed);
            }
        }
    }

    private async Task GuardedAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            connection.Reset();
        }
    }
}
