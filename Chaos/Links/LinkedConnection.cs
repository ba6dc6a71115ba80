using System.Net.Sockets;

namespace AspireStateless.Chaos.Links;

/// <summary>One connection of a replica to a store, through the link.</summary>
internal sealed class LinkedConnection
{
    private readonly Socket _client;
    private readonly Socket _store;
    private readonly StoreLink _link;
    private readonly Func<string?> _findReplica;
    private readonly CancellationTokenSource _closed = new();
    private string? _replica;

    /// <param name="client">The replica's side.</param>
    /// <param name="store">The store's side.</param>
    /// <param name="link">Whose rules apply.</param>
    /// <param name="findReplica">Tells the instance that connected; null while that is not known.</param>
    public LinkedConnection(Socket client, Socket store, StoreLink link, Func<string?> findReplica) =>
        (_client, _store, _link, _findReplica) = (client, store, link, findReplica);

    /// <summary>The instance that made it; null while that is not known.</summary>
    public string? Replica => _replica ??= _findReplica();

    /// <summary>Relays until either side has gone.</summary>
    public async Task RunAsync()
    {
        var ways = new[]
        {
            new LinkWay(_client, _store, LinkDirection.ToStore, this, _link),
            new LinkWay(_store, _client, LinkDirection.FromStore, this, _link),
        };
        await Task.WhenAll(ways.Select(way => way.RunAsync(_closed.Token)));
        Close(abort: false);
        _closed.Dispose();
    }

    /// <summary>Both sides see a reset.</summary>
    public void Reset() => Close(abort: true);

    private void Close(bool abort)
    {
        foreach (var socket in (Socket[])[_client, _store])
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
