using System.Net.Sockets;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Execution.Proxy;

namespace AspireStateless.Embedded.Tests.Proxy;

/// <summary>The shared address of an endpoint: TCP, a random started replica per connection, dials repeated without end.</summary>
public sealed class EndpointProxyTests : IAsyncLifetime
{
    private readonly PortReservations ports = new();
    private readonly int port;
    private readonly EndpointProxy proxy;

    public EndpointProxyTests()
    {
        port = ports.Take();
        proxy = EndpointProxy.Listen(port);
    }

    [Fact]
    public async Task Bytes_pass_both_ways()
    {
        using var replica = Started("only");
        using var client = await TcpTalk.ConnectAsync(port);
        using var accepted = await replica.AcceptAsync();

        await client.SayAsync("question");
        Assert.Equal("question", await accepted.HearAsync());
        await accepted.SayAsync("answer");
        Assert.Equal("answer", await client.HearAsync());
    }

    [Fact]
    public async Task Without_a_replica_a_connection_is_parked_with_what_it_said_until_there_is_one()
    {
        using var client = await TcpTalk.ConnectAsync(port);
        await client.SayAsync("early");

        using var replica = Started("late");
        using var accepted = await replica.AcceptAsync();

        Assert.Equal("early", await accepted.HearAsync());
    }

    [Fact]
    public async Task Twenty_connections_are_parked_and_one_more_closes_the_oldest()
    {
        var clients = new List<Socket>();
        for (var i = 0; i < ProxyTargets.ParkedMax; i++)
        {
            clients.Add(await TcpTalk.ConnectAsync(port));
            await Deadline.UntilAsync(() => proxy.Targets.ParkedCount == clients.Count);
        }

        using var oneMore = await TcpTalk.ConnectAsync(port);

        Assert.Equal("", await clients[0].HearAsync());
        using var replica = Started("at last");
        for (var i = 0; i < ProxyTargets.ParkedMax; i++)
        {
            using var accepted = await replica.AcceptAsync();
        }

        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_replica_that_does_not_listen_yet_is_dialled_until_it_does()
    {
        var laterPort = ports.Take();
        proxy.Targets.Add("slow to start", laterPort);
        using var client = await TcpTalk.ConnectAsync(port);
        await client.SayAsync("hello");

        using var replica = TcpReplica.Listen(laterPort);
        using var accepted = await replica.AcceptAsync();

        Assert.Equal("hello", await accepted.HearAsync());
    }

    [Fact]
    public async Task Beside_a_dead_replica_every_connection_finds_the_living_one()
    {
        proxy.Targets.Add("dead", ports.Take());
        using var replica = Started("living");

        for (var i = 0; i < 20; i++)
        {
            using var client = await TcpTalk.ConnectAsync(port);
            using var accepted = await replica.AcceptAsync();
            await accepted.SayAsync("here");
            Assert.Equal("here", await client.HearAsync());
        }
    }

    [Fact]
    public async Task Connections_spread_over_the_replicas_at_random()
    {
        using var first = Started("first");
        using var second = Started("second");
        const int Connections = 200;

        var clients = new List<Socket>();
        for (var i = 0; i < Connections; i++)
        {
            clients.Add(await TcpTalk.ConnectAsync(port));
        }

        int atFirst = 0, atSecond = 0;
        await Deadline.UntilAsync(() =>
        {
            atFirst += first.TakeAll();
            atSecond += second.TakeAll();
            return atFirst + atSecond == Connections;
        });
        clients.ForEach(client => client.Dispose());

        // A fair coin shows fewer than 60 heads in 200 throws once in a hundred million times.
        Assert.InRange(atFirst, 60, 140);
    }

    [Fact]
    public async Task A_replica_that_accepts_and_never_answers_still_gets_connections()
    {
        using var hanging = Started("hanging");
        using var well = Started("well");
        var clients = new List<Socket>();

        // Health is nothing to the proxy: the hanging one is chosen again and again, whatever happens there.
        for (var accepted = 0; accepted < 3;)
        {
            clients.Add(await TcpTalk.ConnectAsync(port));
            accepted += hanging.TakeAll();
        }

        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_replica_that_left_gets_no_new_connection_and_keeps_the_open_ones()
    {
        using var leaving = Started("leaving");
        using var open = await TcpTalk.ConnectAsync(port);
        using var kept = await leaving.AcceptAsync();

        proxy.Targets.Remove("leaving");
        using var staying = Started("staying");
        for (var i = 0; i < 20; i++)
        {
            using var client = await TcpTalk.ConnectAsync(port);
            using var accepted = await staying.AcceptAsync();
        }

        await open.SayAsync("still here");
        Assert.Equal("still here", await kept.HearAsync());
        Assert.Equal(0, leaving.TakeAll());
    }

    [Fact]
    public async Task A_replica_that_was_started_again_gets_connections_on_its_new_port_only()
    {
        using var before = Started("same");
        using var after = Started("same");

        for (var i = 0; i < 20; i++)
        {
            using var client = await TcpTalk.ConnectAsync(port);
            using var accepted = await after.AcceptAsync();
        }

        Assert.Equal(0, before.TakeAll());
    }

    [Fact]
    public async Task The_end_of_one_direction_passes_and_the_other_goes_on()
    {
        using var replica = Started("only");
        using var client = await TcpTalk.ConnectAsync(port);
        using var accepted = await replica.AcceptAsync();

        await client.SayAsync("all I have");
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("all I have", await accepted.HearAsync());
        Assert.Equal("", await accepted.HearAsync());

        await accepted.SayAsync("thank you");
        accepted.Shutdown(SocketShutdown.Send);
        Assert.Equal("thank you", await client.HearAsync());
        Assert.Equal("", await client.HearAsync());
    }

    [Fact]
    public async Task A_replicas_reset_is_a_reset_for_the_client()
    {
        using var replica = Started("only");
        using var client = await TcpTalk.ConnectAsync(port);
        using var accepted = await replica.AcceptAsync();
        await client.SayAsync("question");
        await accepted.HearAsync();

        accepted.Reset();

        var reset = await Assert.ThrowsAsync<SocketException>(client.HearAsync);
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    [Fact]
    public async Task A_clients_reset_is_a_reset_for_the_replica()
    {
        using var replica = Started("only");
        using var client = await TcpTalk.ConnectAsync(port);
        using var accepted = await replica.AcceptAsync();
        await client.SayAsync("question");
        await accepted.HearAsync();

        client.Reset();

        var reset = await Assert.ThrowsAsync<SocketException>(accepted.HearAsync);
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    [Fact]
    public async Task What_is_written_faster_than_read_arrives_whole()
    {
        using var replica = Started("only");
        using var client = await TcpTalk.ConnectAsync(port);
        using var accepted = await replica.AcceptAsync();
        var sent = new byte[4 * 1024 * 1024];
        new Random(Seed: 1).NextBytes(sent);

        var sending = client.SendAsync(sent, Deadline.Token);
        var received = new byte[sent.Length];
        await using var stream = new NetworkStream(accepted);
        await stream.ReadExactlyAsync(received, Deadline.Token);

        Assert.Equal(sent.Length, await sending);
        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task Closing_the_proxy_closes_parked_and_open_connections()
    {
        var closing = ports.Take();
        Socket parked, open;
        using var replica = TcpReplica.Listen();
        await using (var other = EndpointProxy.Listen(closing))
        {
            other.Targets.Add("only", replica.Port);
            open = await TcpTalk.ConnectAsync(closing);
            (await replica.AcceptAsync()).Dispose();
            other.Targets.Remove("only");
            parked = await TcpTalk.ConnectAsync(closing);
            await Deadline.UntilAsync(() => other.Targets.ParkedCount == 1);
        }

        Assert.Equal("", await parked.HearAsync());
        Assert.Equal("", await open.HearAsync());
        await Assert.ThrowsAsync<SocketException>(() => TcpTalk.ConnectAsync(closing));
        parked.Dispose();
        open.Dispose();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        ports.Dispose();
    }

    private TcpReplica Started(string instance)
    {
        var replica = TcpReplica.Listen();
        proxy.Targets.Add(instance, replica.Port);
        return replica;
    }
}
