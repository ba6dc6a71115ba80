using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>A port of this machine that leads to one of a pod. Each connection to it is one of its own to the pod.</summary>
internal sealed class PodForward : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<CancellationToken, Task<WebSocket>> _connect;
    private int _connected;

    /// <param name="connect">Begins one to the pod.</param>
    public PodForward(Func<CancellationToken, Task<WebSocket>> connect)
    {
        _connect = connect;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public bool IsConnected => Volatile.Read(ref _connected) > 0;

    public void Leave() => _listener.Stop();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync(_stop.Token), _stop.Token);
            }
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException or InvalidOperationException)
        {
            // Nobody is to be let in any more.
        }
    }

    private async Task CarryAsync(Socket client, CancellationToken cancellationToken)
    {
        client.NoDelay = true;
        await using var stream = new NetworkStream(client, ownsSocket: true);
        Interlocked.Increment(ref _connected);
        try
        {
            using var pod = await _connect(cancellationToken);
            await PodConnection.CarryAsync(stream, pod, cancellationToken);
        }
        catch (Exception broken) when (
            broken is CopyRefusedException or WebSocketException or IOException or OperationCanceledException)
        {
            // The client sees its connection end, as it would without anybody between.
        }
        finally
        {
            Interlocked.Decrement(ref _connected);
        }
    }
}
