using System.Net.Sockets;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Execution.Proxy;

namespace AspireStateless.Embedded.Tests.Proxy;

/// <summary>Who comes while a proxy closes.</summary>
public sealed class RelayLoopTests
{
    [Fact]
    public async Task A_connection_that_comes_when_the_loop_has_ended_is_closed_on_both_sides()
    {
        using var ports = new PortReservations();
        using var server = TcpReplica.Listen(ports.Take());
        using var client = await TcpTalk.ConnectAsync(server.Port);
        using var replica = await server.AcceptAsync();
        var loop = new RelayLoop();
        loop.Dispose();

        await loop.RelayAsync(client, replica, Deadline.Token);

        Assert.Throws<ObjectDisposedException>(() => client.Available);
        Assert.Throws<ObjectDisposedException>(() => replica.Available);
    }

    [Fact]
    public async Task Closing_it_while_connections_come_fails_nobody()
    {
        using var ports = new PortReservations();
        using var server = TcpReplica.Listen(ports.Take());
        for (var round = 0; round < 200; round++)
        {
            var loop = new RelayLoop();
            var client = await TcpTalk.ConnectAsync(server.Port);
            var replica = await server.AcceptAsync();
            var relaying = Task.Run(async () =>
            {
                // As the connection does, which ends with what relayed it.
                using var open = client;
                await loop.RelayAsync(client, replica, Deadline.Token);
            }, Deadline.Token);
            loop.Dispose();

            await relaying;

            Assert.Throws<ObjectDisposedException>(() => replica.Available);
        }
    }
}
