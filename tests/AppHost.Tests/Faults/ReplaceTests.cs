namespace AspireStateless.AppHost.Tests.Faults;

[Collection<GraphOfLinks>]
public sealed class ReplaceTests(LinkedGraph graph)
{
    [Fact]
    public async Task Every_replica_has_a_home_of_its_own()
    {
        var replicas = await graph.InstancesAsync("api");

        foreach (var variable in new[] { "HOME", "TMPDIR" })
        {
            var folders = replicas.Select(replica => ProcessFacts.VariableOf(replica.Pid!.Value, variable)).ToList();
            Assert.Equal(replicas.Count, folders.Distinct().Count());
            Assert.All(folders, folder => Assert.True(Directory.Exists(folder)));
            Assert.DoesNotContain(Environment.GetEnvironmentVariable(variable), folders);
        }
    }

    [Fact]
    public async Task A_home_outlasts_a_restart_and_its_disk_is_empty_after_a_replacement()
    {
        var replica = (await graph.InstancesAsync("api"))[0];
        var kept = Path.Combine(HomeOf(replica), "kept");
        await File.WriteAllTextAsync(kept, "local state", TestContext.Current.CancellationToken);

        var others = Path.Combine(HomeOf((await graph.InstancesAsync("api"))[1]), "kept");
        await File.WriteAllTextAsync(others, "another's state", TestContext.Current.CancellationToken);

        await graph.CureAsync(await graph.InjectAsync("restart", replica.Id));
        Assert.True(File.Exists(Path.Combine(HomeOf((await graph.InstancesAsync("api"))[0]), "kept")));
        var fault = await graph.InjectAsync("replace", replica.Id);
        var effect = (await graph.CureAsync(fault)).GetProperty("effect");

        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        Assert.Equal(Path.GetDirectoryName(kept), effect.GetProperty("formerHome").GetString());
        var home = effect.GetProperty("home").GetString()!;
        Assert.Equal(home, HomeOf((await graph.InstancesAsync("api"))[0]));
        Assert.False(File.Exists(Path.Combine(home, "kept")));
        Assert.True(effect.GetProperty("emptied").GetBoolean());
        Assert.True(File.Exists(others));
        await graph.ServesAsync();
    }

    private static string HomeOf(ControlledGraph.Instance replica) => ProcessFacts.VariableOf(replica.Pid!.Value, "HOME")!;
}
