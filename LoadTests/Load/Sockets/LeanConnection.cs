using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AspireStateless.LoadTests.Load.Sockets;

/// <summary>
/// One kept connection that sends prepared requests again and again, without allocating: for measuring the engine, the machine and what
/// requests cost, where the standard client's cost would hide what is looked for. It knows no retries. Either the asynchronous calls are
/// used on a connection, or the others, by one caller at a time.
/// </summary>
internal sealed class LeanConnection : IDisposable
{
    private const int LongestAnswer = 16 * 1024;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[LongestAnswer];
    private int _received;

    /// <param name="waits">False for a connection whose caller looks after others meanwhile.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public LeanConnection(IPEndPoint target, bool waits = true)
    {
        _request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {target}\r\n\r\n");
        _socket.Connect(target);
        _socket.Blocking = waits;
    }

    /// <summary>Sends the request, which finds room: nothing else is under way.</summary>
    public void Send() => _socket.Send(_request);

    /// <summary>Takes what has come of the answer, without waiting for more.</summary>
    /// <returns>Its status; 0 while it is not whole.</returns>
    /// <exception cref="IOException">The connection ended.</exception>
    public int TryReceive()
    {
        var some = _socket.Receive(_answer.AsSpan(_received), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return 0;
        }

        _received += error == SocketError.Success ? Some(some) : throw new SocketException((int)error);
        var status = LeanAnswer.Scan(_answer.AsSpan(0, _received), out var length);
        if (length == 0 || _received < length)
        {
            return 0;
        }

        _received = 0;
        return status;
    }

    /// <summary>Sends the prepared request, and waits for the whole answer.</summary>
    /// <returns>Its status.</returns>
    /// <exception cref="IOException">The connection ended.</exception>
    public ValueTask<int> ExchangeAsync(CancellationToken cancellationToken) => ExchangeAsync(_request, cancellationToken);

    /// <inheritdoc cref="ExchangeAsync(CancellationToken)"/>
    /// <param name="request">Sent instead of the prepared one.</param>
    /// <param name="cancellationToken">Leaves the connection unusable.</param>
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, cancellationToken);
        var received = 0;
        while (true)
        {
            received += Some(await _socket.ReceiveAsync(_answer.AsMemory(received), cancellationToken));
            var status = LeanAnswer.Scan(_answer.AsSpan(0, received), out var length);
            if (length > 0 && received >= length)
            {
                return status;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int Some(int received) => received > 0 ? received : throw new IOException("The target closed the connection.");
}
