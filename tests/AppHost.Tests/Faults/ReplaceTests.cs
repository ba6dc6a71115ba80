namespace AspireStateless.AppHost.Tests.Faults;

public sealed class ReplaceTests(ReplaceTests.GraphOfHomes graph) : IClassFixture<ReplaceTests.GraphOfHomes>
{
    [Fact]
    public async Task Every_replica_has_a_home_of_its_own()
    {
        var homes = (await graph.InstancesAsync("api")).Select(HomeOf).ToList();

        Assert.Equal(homes.Count, homes.Distinct().Count());
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("HOME"), homes);
    }

    [Fact]
    public async Task A_home_outlasts_a_restart_and_its_disk_is_empty_after_a_replacement()
    {
        var replica = (await graph.InstancesAsync("api"))[0];
        var kept = Path.Combine(HomeOf(replica), "kept");
        await File.WriteAllTextAsync(kept, "local state", TestContext.Current.CancellationToken);

        await graph.CureAsync(await graph.InjectAsync("restart", replica.Id));
        Assert.True(File.Exists(Path.Combine(HomeOf((await graph.InstancesAsync("api"))[0]), "kept")));
        var fault = await graph.InjectAsync("replace", replica.Id);
        var effect = (await graph.CureAsync(fault)).GetProperty("effect");

        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        Assert.Equal(Path.GetDirectoryName(kept), effect.GetProperty("formerHome").GetString());
        var home = effect.GetProperty("home").GetString()!;
        Assert.Equal(home, HomeOf((await graph.InstancesAsync("api"))[0]));
        Assert.False(File.Exists(Path.Combine(home, "kept")));
        await graph.ServesAsync();
    }

    [Theory]
    [InlineData("latency")]
    [InlineData("blackhole")]
    [InlineData("reset")]
    [InlineData("hold-answer")]
    public async Task Without_links_their_faults_are_not_supported(string kind)
    {
        var refusal = await graph.RefusalAsync(kind, "redis");

        Assert.Equal((501, "unsupported"), (refusal.Status, refusal.Problem));
        Assert.Contains("Chaos:Links", refusal.Detail, StringComparison.Ordinal);
    }

    private static string HomeOf(ControlledGraph.Instance replica) => File.ReadAllText($"/proc/{replica.Pid}/environ").Split('\0')
        .Single(variable => variable.StartsWith("HOME=", StringComparison.Ordinal))["HOME=".Length..];

    /// <summary>Started with homes, and without links.</summary>
    public sealed class GraphOfHomes : ControlledGraph
    {
        protected override IReadOnlyList<string> Arguments => ["--Chaos:OwnHomes=true"];
    }
}
