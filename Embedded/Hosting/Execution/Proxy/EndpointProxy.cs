namespace Aspire.Hosting.Execution.Proxy;

/// <summary>
/// The address of an endpoint, shared by all replicas: every new connection goes to a random one of those that were started, and stays there.
/// It knows TCP only, and nothing of health. It accepts before it dials, so connecting works as long as the host lives; see
/// <see cref="ProxiedConnection"/> for what happens to a connection that finds nobody.
/// </summary>
internal sealed class EndpointProxy : IAsyncDisposable
{
    private readonly List<Socket> listeners = [];
    private readonly RelayLoop relays = new();
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> accepting = [];

    /// <summary>The replicas that were started and not stopped.</summary>
    internal ProxyTargets Targets { get; } = new();

    /// <summary>Listens on a loopback port, both IPv4 and IPv6 where there is IPv6.</summary>
    /// <exception cref="SocketException">The port is in use.</exception>
    internal static EndpointProxy Listen(int port)
    {
        var proxy = new EndpointProxy();
        try
        {
            proxy.Open(IPAddress.Loopback, port);
            if (Socket.OSSupportsIPv6)
            {
                proxy.OpenIfPossible(IPAddress.IPv6Loopback, port);
            }
        }
        catch
        {
            proxy.listeners.ForEach(listener => listener.Dispose());
            proxy.relays.Dispose();
            throw;
        }

        proxy.accepting.AddRange(proxy.listeners.Select(proxy.AcceptAsync));
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        listeners.ForEach(listener => listener.Dispose());
        await Task.WhenAll(accepting).ConfigureAwait(false);
        relays.Dispose();
        closing.Dispose();
    }

    private void OpenIfPossible(IPAddress address, int port)
    {
        try
        {
            Open(address, port);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // The kernel speaks IPv6 but the loopback interface has no address of it: IPv4 alone will do.
        }
    }

    private void Open(IPAddress address, int port)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listeners.Add(listener);
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen(512);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(closing.Token).ConfigureAwait(false);
                client.NoDelay = true;
                _ = Task.Run(() => new ProxiedConnection(client, Targets, relays).RunAsync(closing.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that gave up before it was accepted, or no file handles left: the next one may fare better. The wait keeps the
                // second case from taking a whole core.
                await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
