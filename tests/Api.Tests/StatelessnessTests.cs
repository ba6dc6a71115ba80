using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Any replica can serve any request. In processes of their own, because hosts in one process share what a bug would hide in.</summary>
public sealed class StatelessnessTests(Stores stores)
{
    private const int Replicas = 3;

    [Fact]
    public async Task Visits_to_three_replicas_at_once_are_answered_1_to_90()
    {
        using var replicas = await ReplicaSet.StartAsync(Replicas, () => ReplicaProcess.StartAsync(stores));
        var page = Pages.New();

        var counts = await replicas.VisitInTurnAsync(page, visits: 90);

        Assert.Equal(Enumerable.Range(1, 90).Select(count => (long)count), counts.Order());
        Assert.Equal(Enumerable.Repeat(90L, Replicas), await replicas.ReadEverywhereAsync(page));
    }

    [Fact]
    public async Task A_key_sent_to_every_replica_counts_once()
    {
        using var replicas = await ReplicaSet.StartAsync(Replicas, () => ReplicaProcess.StartAsync(stores));
        var page = Pages.New();

        var counts = await replicas.VisitInTurnAsync(page, visits: 3, key: "key-1");

        Assert.Equal(Enumerable.Repeat(1L, Replicas), counts);
        Assert.Equal(Enumerable.Repeat(1L, Replicas), await replicas.ReadEverywhereAsync(page));
    }

    [Fact]
    public async Task Counts_and_keys_outlive_every_replica()
    {
        var page = Pages.New();
        using (var first = await ReplicaProcess.StartAsync(stores))
        {
            await first.Client.CountAsync(page, "key-1");
            first.Process.Signal(Signal.Kill);
        }

        using var second = await ReplicaProcess.StartAsync(stores);

        Assert.Equal(1, await second.Client.CountAsync(page, "key-1"));
        Assert.Equal(2, await second.Client.CountAsync(page, "key-2"));
    }
}
