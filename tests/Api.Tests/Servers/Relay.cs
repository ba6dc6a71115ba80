using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>A way to a server of this machine that keeps back what is sent with a certain text in it, until it is let go.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _text;
    private readonly Task _accepting;

    /// <param name="server">The port it leads to.</param>
    /// <param name="text">What is kept back, with all that follows it on its connection.</param>
    public Relay(int server, string text)
    {
        _text = Encoding.UTF8.GetBytes(text);
        _listener.Start();
        _accepting = AcceptAsync(server);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Waits until something is kept back.</summary>
    public Task HoldsAsync() => _held.Task.WaitAsync(TestContext.Current.CancellationToken);

    public void LetGo() => _letGo.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task AcceptAsync(int server)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token), server));
            }
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient accepted, int server)
    {
        using var near = accepted;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(IPAddress.Loopback, server, _closing.Token);
        await Task.WhenAny(SendAsync(near.GetStream(), far.GetStream()), far.GetStream().CopyToAsync(near.GetStream(), _closing.Token));
    }

    private async Task SendAsync(NetworkStream near, NetworkStream far)
    {
        var buffer = new byte[64 * 1024];
        while (await near.ReadAsync(buffer, _closing.Token) is > 0 and var length)
        {
            if (buffer.AsSpan(0, length).IndexOf(_text) >= 0)
            {
                _held.TrySetResult();
                await _letGo.Task.WaitAsync(_closing.Token);
            }

            await far.WriteAsync(buffer.AsMemory(0, length), _closing.Token);
        }
    }
}
