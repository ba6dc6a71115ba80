namespace Aspire.Hosting.Execution.Proxy;

/// <summary>
/// The address of an endpoint, shared by all replicas: every new connection goes to a random one of those that were started, and stays there.
/// It knows TCP only, and nothing of health. It accepts before it dials, so connecting works as long as the host lives; see
/// <see cref="ProxiedConnection"/> for what happens to a connection that finds nobody.
/// </summary>
internal sealed class EndpointProxy : IAsyncDisposable
{
    private readonly RelayLoop relays = new();
    private readonly CancellationTokenSource closing = new();
    private readonly List<Socket> listeners;
    private readonly Task accepting;

    private EndpointProxy(List<Socket> listeners)
    {
        this.listeners = listeners;
        accepting = Task.WhenAll(listeners.Select(AcceptAsync));
    }

    /// <summary>The replicas that were started and not stopped.</summary>
    internal ProxyTargets Targets { get; } = new();

    /// <inheritdoc cref="Loopback.Listen"/>
    internal static EndpointProxy Listen(int port) => new(Loopback.Listen(port));

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        listeners.ForEach(listener => listener.Dispose());
        await accepting.ConfigureAwait(false);
        relays.Dispose();
        closing.Dispose();
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
