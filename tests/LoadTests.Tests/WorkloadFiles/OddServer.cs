using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>A counter behind HTTP as old servers, small ones and proxies speak it: each answer in another way.</summary>
internal sealed class OddServer : IAsyncDisposable
{
    private const string Json = "Content-Type: application/json\r\n";
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Func<string, string> _answer;
    private readonly Task _accepting;
    private int _answers;

    /// <param name="answer">To a request line, such as <c>POST /visits HTTP/1.1</c>: a body.</param>
    public OddServer(Func<string, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}");

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_over.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var ended = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync(_over.Token) is { Length: > 0 } request)
        {
            var length = 0;
            while (await reader.ReadLineAsync(_over.Token) is { Length: > 0 } header)
            {
                length = header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)
                    ? int.Parse(header.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture) : length;
            }

            // Even for nothing it would wait for something.
            _ = length > 0 ? await reader.ReadBlockAsync(new char[length], _over.Token) : 0;
            var (answer, goesOn) = InSomeWay(_answer(request), Interlocked.Increment(ref _answers));
            await stream.WriteAsync(answer, _over.Token);
            if (!goesOn)
            {
                return;
            }
        }
    }

    private static (byte[] Answer, bool GoesOn) InSomeWay(string body, int number) => (number % 6) switch
    {
        // It is over when the connection is.
        0 => (Encoding.ASCII.GetBytes($"HTTP/1.0 200 OK\r\n{Json}\r\n{body}"), false),
        1 => (Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\n{Json}Transfer-Encoding: chunked\r\n\r\n"
            + $"1\r\n{body[0]}\r\n{body.Length - 1:x};why=not\r\n{body[1..]}\r\n0\r\n\r\n"), true),
        2 => (Zipped(body), true),
        3 => (Encoding.ASCII.GetBytes(
            $"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n{Plain(body)}"), true),
        // Without a word before.
        4 => (Encoding.ASCII.GetBytes(Plain(body)), false),
        _ => (Encoding.ASCII.GetBytes(Plain(body)), true),
    };

    private static string Plain(string body) => $"HTTP/1.1 200 OK\r\n{Json}Content-Length: {body.Length}\r\n\r\n{body}";

    private static byte[] Zipped(string body)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.ASCII.GetBytes(body));
        }

        var zipped = bytes.ToArray();
        return
        [
            .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{Json}Content-Encoding: gzip\r\nContent-Length: {zipped.Length}\r\n\r\n"),
            .. zipped,
        ];
    }
}
