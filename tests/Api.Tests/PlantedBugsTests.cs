using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Every planted bug is really wrong, in the way its name says; and without one the service is correct.</summary>
public sealed class PlantedBugsTests(Stores stores)
{
    private const int Replicas = 3;

    [Theory]
    [InlineData("InMemoryCounter")]
    [InlineData("in-memory-counter")]
    public async Task InMemoryCounter_counts_in_each_replica_alone(string name)
    {
        using var replicas = await StartAsync(name);
        var page = Pages.New();

        Assert.Equal(Enumerable.Repeat(1L, Replicas), await replicas.VisitInTurnAsync(page, visits: 3));
        Assert.Equal(Enumerable.Repeat(1L, Replicas), await replicas.ReadEverywhereAsync(page));
    }

    [Fact]
    public async Task GetThenSet_loses_visits_that_come_at_once()
    {
        using var replicas = await StartAsync("get-then-set");
        var page = Pages.New();

        await replicas.VisitInTurnAsync(page, visits: 60);

        Assert.All(await replicas.ReadEverywhereAsync(page), count => Assert.InRange(count, 1, 59));
    }

    [Fact]
    public async Task DedupSetInMemory_counts_a_key_once_in_each_replica()
    {
        using var replicas = await StartAsync("dedup-set-in-memory");
        var page = Pages.New();

        await replicas.VisitInTurnAsync(page, visits: 3, key: "key-1");
        await replicas.VisitInTurnAsync(page, visits: 3, key: "key-1");

        Assert.Equal(Enumerable.Repeat(3L, Replicas), await replicas.ReadEverywhereAsync(page));
    }

    [Fact]
    public async Task Without_a_bug_the_service_is_correct()
    {
        using var replicas = await StartAsync("");
        var page = Pages.New();

        Assert.Equal(Enumerable.Repeat(1L, Replicas), await replicas.VisitInTurnAsync(page, visits: 3, key: "key-1"));
        Assert.Equal(Enumerable.Repeat(1L, Replicas), await replicas.ReadEverywhereAsync(page));
    }

    [Fact]
    public async Task An_unknown_bug_is_refused_in_one_line_with_exit_code_64()
    {
        using var process = await ReplicaProcess.RunAsync(
            "PlantedBugs", [("PLANTED_BUG", "no-such-bug"), .. ReplicaProcess.EnvironmentOf(stores)]);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(64, process.ExitCode);
        Assert.Contains("'no-such-bug' is not known", Assert.Single(process.Lines), StringComparison.Ordinal);
    }

    private Task<ReplicaSet> StartAsync(string bug) => ReplicaSet.StartAsync(Replicas, () => ReplicaProcess.StartWithBugAsync(stores, bug));
}
