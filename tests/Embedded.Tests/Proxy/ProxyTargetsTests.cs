using System.Net.Sockets;
using Aspire.Hosting.Execution.Proxy;

namespace AspireStateless.Embedded.Tests.Proxy;

/// <summary>Who waits for a replica, and for how long.</summary>
public sealed class ProxyTargetsTests
{
    [Fact]
    public async Task What_is_closed_for_being_one_too_many_waits_no_longer()
    {
        var targets = new ProxyTargets();
        var waits = Enumerable.Range(0, ProxyTargets.ParkedMax + 1).Select(_ => targets.ParkAsync(Unconnected(), Deadline.Token)).ToList();

        // Nobody who connects while all replicas are away may cost more than his twenty-first of the room.
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waits[0]);

        Assert.All(waits[1..], wait => Assert.False(wait.IsCompleted));
        targets.Add("back", 1);
        await Task.WhenAll(waits[1..]);
    }

    [Fact]
    public async Task With_a_replica_nobody_waits()
    {
        var targets = new ProxyTargets();
        targets.Add("there", 1);

        await targets.ParkAsync(Unconnected(), Deadline.Token);

        Assert.Equal(1, targets.Choose());
    }

    private static Socket Unconnected() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
