using System.Net;
using System.Net.Sockets;
using System.Text;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Load.Sockets;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class LeanClientTests
{
    private const string Answer = "HTTP/1.1 503 Service Unavailable\r\nServer: x\r\nContent-Length: 12\r\n\r\nhello, world";

    [Fact]
    public void An_answer_is_known_whole_wherever_it_was_cut()
    {
        var bytes = Encoding.ASCII.GetBytes(Answer);
        var head = Answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var status = LeanAnswer.Scan(bytes.AsSpan(0, cut), out var length);
            Assert.Equal(cut < head ? (0, 0) : (503, bytes.Length), (status, length));
        }
    }

    [Fact]
    public void An_answer_in_chunks_is_known_whole_with_its_last_one()
    {
        var bytes = Encoding.ASCII.GetBytes(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\nhello, world\r\n11\r\n0\r\n\r\n in a chunk.\r\n0\r\n\r\n");
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var status = LeanAnswer.Scan(bytes.AsSpan(0, cut), out var length);
            Assert.Equal(cut < bytes.Length ? (0, 0) : (200, bytes.Length), (status, length));
        }
    }

    [Fact]
    public void A_request_says_how_long_its_body_is_and_who_sends_it() => Assert.Equal(
        "POST /orders HTTP/1.1\r\nHost: 127.0.0.1:80\r\nAuthorization: Bearer me\r\nIdempotency-Key: once\r\n"
            + "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"quantity\":2}",
        Encoding.ASCII.GetString(
            LeanRequest.Of(HttpMethod.Post, "/orders", new(IPAddress.Loopback, 80), "me", "once", new { quantity = 2 })));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    [InlineData("+PONG\r\nContent-Length: 1\r\n\r\n")]
    public void An_answer_of_unknown_length_is_refused(string answer) =>
        Assert.Throws<InvalidDataException>(() => LeanAnswer.Scan(Encoding.ASCII.GetBytes(answer), out _));

    [Fact]
    public async Task The_echo_answers_every_request_of_many_connections()
    {
        using var echo = new EchoServer();
        using var client = new LeanClient(echo.Address);
        client.Connect(8);
        for (var i = 0; i < 50; i++)
        {
            var all = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => client.SendAsync(TestContext.Current.CancellationToken).AsTask()));
            Assert.All(all, completion => Assert.Equal(Outcome.Ok, completion.Outcome));
        }
    }

    [Fact]
    public async Task A_target_that_goes_away_leaves_the_outcome_unknown()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new LeanClient((IPEndPoint)listener.LocalEndpoint);
        client.Connect(1);
        var sent = client.SendAsync(TestContext.Current.CancellationToken);
        (await listener.AcceptSocketAsync(TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal(Outcome.Unknown, (await sent).Outcome);
    }

    [Fact]
    public void The_loop_over_sockets_counts_every_answer()
    {
        using var echo = new EchoServer();
        using var loop = new SocketLoop(echo.Address, connections: 4);
        Assert.InRange(loop.Run(TimeSpan.FromMilliseconds(50)), 4, long.MaxValue);
        // None is left over that would count twice.
        Assert.Equal(4, loop.Run(TimeSpan.Zero));
    }
}
