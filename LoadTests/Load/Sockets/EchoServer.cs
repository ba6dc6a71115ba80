using System.Net;
using System.Net.Sockets;

namespace AspireStateless.LoadTests.Load.Sockets;

/// <summary>
/// The least that can be measured: answers every request on every connection with the same few bytes. It knows requests without a body
/// only, of which one at a time comes on a connection.
/// </summary>
internal sealed class EchoServer : IDisposable
{
    private const int LongestRequest = 4 * 1024;
    private static readonly ReadOnlyMemory<byte> Answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nok"u8.ToArray();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Listens on a free port of the loopback address.</summary>
    public EchoServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = (IPEndPoint)_listener.LocalEndPoint!;
        _ = AcceptAsync();
    }

    public IPEndPoint Address { get; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The listener was disposed.
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var request = new byte[LongestRequest];
            var received = 0;
            try
            {
                while (await socket.ReceiveAsync(request.AsMemory(received)) is > 0 and var some)
                {
                    received += some;
                    if (request.AsSpan(0, received).EndsWith("\r\n\r\n"u8))
                    {
                        received = 0;
                        await socket.SendAsync(Answer);
                    }
                }
            }
            catch (SocketException)
            {
                // The client has gone.
            }
        }
    }
}
