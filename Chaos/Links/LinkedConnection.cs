using System.Net.Sockets;

namespace AspireStateless.Chaos.Links;

/// <summary>One connection of a replica to a store, through the link.</summary>
/// <param name="client">The replica's side.</param>
/// <param name="store">The store's side.</param>
/// <param name="link">Whose rules apply.</param>
/// <param name="findReplica">Tells the instance that connected; null while that is not known.</param>
internal sealed class LinkedConnection(Socket client, Socket store, StoreLink link, Func<string?> findReplica)
{
    private readonly CancellationTokenSource _closed = new();
    private string? _replica;

    /// <summary>The instance that made it; null while that is not known.</summary>
    public string? Replica => _replica ??= findReplica();

    /// <summary>Relays until either side has gone.</summary>
    public async Task RunAsync()
    {
        var ways = new[]
        {
            new LinkWay(client, store, LinkDirection.ToStore, this, link),
            new LinkWay(store, client, LinkDirection.FromStore, this, link),
        };
        await Task.WhenAll(ways.Select(way => way.RunAsync(_closed.Token)));
        Close(abort: false);
        _closed.Dispose();
    }

    /// <summary>Both sides see a reset.</summary>
    public void Reset() => Close(abort: true);

    private void Close(bool abort)
    {
        foreach (var socket in (Socket[])[client, store])
        {
            if (abort)
            {
                Abort(socket);
            }

            socket.Dispose();
        }

        try
        {
            _closed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Both ways had ended already.
        }
    }

    /// <summary>Makes closing a socket send RST, and what it has not sent yet be forgotten.</summary>
    public static void Abort(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }
}
