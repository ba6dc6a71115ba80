using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>A Redis that answers, but says no: nothing was done, and everyone can know it.</summary>
public sealed class StoreRefusesTests(Stores stores)
{
    [Fact]
    public async Task A_full_Redis_refuses_visits_definitely_and_is_still_read()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        await scene.Client.CountAsync("home");
        await scene.Redis.SendAsync("CONFIG SET maxmemory 1");

        using var refused = await scene.Client.PostVisitAsync("home", "key-1");

        await ProblemAssert.IsAsync(refused, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        Assert.Equal(1, await scene.Client.ReadCountAsync("home"));
        await scene.Redis.SendAsync("CONFIG SET maxmemory 0");
        Assert.Equal(2, await scene.Client.CountAsync("home", "key-1"));
    }

    [Fact]
    public async Task A_read_only_Redis_refuses_visits_definitely()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        await scene.Redis.SendAsync("REPLICAOF 127.0.0.1 1");

        using var refused = await scene.Client.PostVisitAsync("home", "key-1");

        await ProblemAssert.IsAsync(refused, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        await scene.Redis.SendAsync("REPLICAOF NO ONE");
        Assert.Equal(1, await scene.Client.CountAsync("home", "key-1"));
    }
}
