using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>A way to a server of this machine that keeps back what it is told to.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[]? _text;
    private readonly Task _accepting;

    /// <summary>Keeps back what is sent with a certain text in it, and what follows on its connection, until it is let go.</summary>
    /// <param name="server">The port it leads to.</param>
    public Relay(int server, string text)
        : this(server, Encoding.UTF8.GetBytes(text), TimeSpan.Zero)
    {
    }

    /// <summary>
    /// Lets connections in one after the other, also those that have been given up meanwhile: as a server does that makes a process for
    /// each and has too little time for it.
    /// </summary>
    /// <param name="server">The port it leads to.</param>
    /// <param name="each">How long one takes.</param>
    public Relay(int server, TimeSpan each)
        : this(server, null, each)
    {
    }

    private Relay(int server, byte[]? text, TimeSpan each)
    {
        (_text, Each) = (text, each);
        _listener.Start();
        _accepting = AcceptAsync(server);
    }

    /// <summary>How long each connection has to wait before it is let in.</summary>
    public TimeSpan Each { get; set; }

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
                var accepted = await _listener.AcceptTcpClientAsync(_closing.Token);
                await Task.Delay(Each, _closing.Token);
                connections.Add(ServeAsync(accepted, server));
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
            if (_text is not null && buffer.AsSpan(0, length).IndexOf(_text) >= 0)
            {
                _held.TrySetResult();
                await _letGo.Task.WaitAsync(_closing.Token);
            }

            await far.WriteAsync(buffer.AsMemory(0, length), _closing.Token);
        }
    }
}
