using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>
/// Any replica can serve any request. In processes of their own, because hosts in one process share what a bug would hide in.
/// </summary>
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

    [Fact]
    public async Task Sessions_tokens_and_carts_are_the_same_on_every_replica_and_outlive_all_of_them()
    {
        LoggedIn user;
        using (var replicas = await ReplicaSet.StartAsync(Replicas, () => ReplicaProcess.StartAsync(stores)))
        {
            user = await replicas[0].Client.EnterAsync("Bergen");
            await replicas[1].Client.PatchSessionAsync(user, ("theme", "dark"));
            await replicas[2].Client.PutIntoCartAsync(user, "MUG", 2);
            Assert.Equal("Bergen", (string?)(await replicas[2].Client.ReadSessionAsync(user))["fields"]!["location"]);
            Assert.Equal(["MUG 2"], (await replicas[0].Client.ReadCartAsync(user)).ItemsOf());
            for (var replica = 0; replica < Replicas; replica++)
            {
                replicas[replica].Process.Signal(Signal.Kill);
            }
        }

        using var later = await ReplicaProcess.StartAsync(stores);

        Assert.Equal("dark", (string?)(await later.Client.ReadSessionAsync(user))["fields"]!["theme"]);
        Assert.Equal(["MUG 2"], (await later.Client.ReadCartAsync(user)).ItemsOf());
    }

    [Fact]
    public async Task A_session_that_ended_on_one_replica_has_ended_on_all()
    {
        using var replicas = await ReplicaSet.StartAsync(Replicas, () => ReplicaProcess.StartAsync(stores));
        var user = await replicas[0].Client.EnterAsync();

        await replicas[1].Client.CallAsync(user, HttpMethod.Post, "/logout");

        for (var replica = 0; replica < Replicas; replica++)
        {
            Assert.False(await replicas[replica].Client.IsGoodAsync(user));
        }
    }
}
