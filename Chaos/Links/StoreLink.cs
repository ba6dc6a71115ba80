using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace AspireStateless.Chaos.Links;

/// <summary>
/// All connections of replicas to one store. Each start of a replica has a port of its own here, which tells whose a connection is.
/// Thread-safe.
/// </summary>
/// <param name="where">Where the store is.</param>
internal sealed class StoreLink(Func<DnsEndPoint> where) : IDisposable
{
    private const int Backlog = 128;

    private readonly ConcurrentBag<Socket> _listeners = [];
    private readonly ConcurrentDictionary<LinkedConnection, bool> _connections = new();
    private ImmutableList<LinkRule> _rules = [];

    public void Dispose()
    {
        foreach (var rule in _rules)
        {
            rule.Lift();
        }

        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    /// <summary>Listens for one start of a replica.</summary>
    /// <param name="findReplica">Tells which instance it is; null while that is not known.</param>
    /// <returns>The port.</returns>
    public int Listen(Func<string?> findReplica)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(Backlog);
        _listeners.Add(listener);
        _ = AcceptAsync(listener, findReplica);
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    /// <summary>Puts a rule on.</summary>
    /// <returns>How many connections it concerns now.</returns>
    public int Add(LinkRule rule)
    {
        ImmutableInterlocked.Update(ref _rules, all => all.Add(rule));
        return _connections.Keys.Count(rule.Concerns);
    }

    /// <summary>Takes a rule away, and lets go of what it holds.</summary>
    public void Remove(LinkRule rule)
    {
        ImmutableInterlocked.Update(ref _rules, all => all.Remove(rule));
        rule.Lift();
    }

    /// <summary>Resets all connections that a rule concerns.</summary>
    /// <returns>How many.</returns>
    public int Reset(LinkRule rule)
    {
        var concerned = _connections.Keys.Where(rule.Concerns).ToList();
        concerned.ForEach(connection => connection.Reset());
        return concerned.Count;
    }

    /// <summary>Has every rule that concerns a piece have its way with it.</summary>
    /// <returns>False where it is to be dropped, with its connection.</returns>
    public async ValueTask<bool> PassAsync(LinkPiece piece, CancellationToken connectionClosed)
    {
        foreach (var rule in _rules)
        {
            if (rule.Concerns(piece.Connection) && !await rule.PassAsync(piece, connectionClosed))
            {
                return false;
            }
        }

        return true;
    }

    private async Task AcceptAsync(Socket listener, Func<string?> findReplica)
    {
        while (true)
        {
            try
            {
                _ = RelayAsync(await listener.AcceptAsync(), findReplica);
            }
            catch (Exception exception) when (
                exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // Who connected has gone again.
            }
        }
    }

    private async Task RelayAsync(Socket client, Func<string?> findReplica)
    {
        var store = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        var connection = new LinkedConnection(client, store, this, findReplica);
        _connections[connection] = true;
        try
        {
            if (_rules.Exists(rule => !rule.Admits && rule.Concerns(connection)))
            {
                connection.Reset();
                return;
            }

            await store.ConnectAsync(where());
            await connection.RunAsync();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The store is away. Its own refusal would come before the connection is made; this is the nearest to it.
            connection.Reset();
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
