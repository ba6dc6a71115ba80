namespace AspireStateless.AppHost.Tests.Faults;

[Collection<GraphOfPaths>]
public sealed class ProjectPathTests(MixedGraph graph)
{
    [Fact]
    public async Task The_number_of_replicas_is_configuration_and_a_single_one_has_the_number_0()
    {
        var replica = Assert.Single(await graph.InstancesAsync("api"));

        Assert.True(graph.Graph.Notifications.TryGetCurrentState("api", out var byName));
        Assert.Equal(replica.Id, byName.ResourceId);
        Assert.Equal("0", ProcessFacts.VariableOf(replica.Pid!.Value, "CHAOS_REPLICA"));
        Assert.Equal("0", graph.ShownVariable(replica.Id, "CHAOS_REPLICA"));
    }

    [Fact]
    public async Task Another_project_takes_the_place_of_the_service_by_its_path()
    {
        var replica = Assert.Single(await graph.InstancesAsync("api"));

        Assert.EndsWith("PlantedBugs.dll", ProcessFacts.CommandOf(replica.Pid!.Value)[1], StringComparison.Ordinal);
        Assert.Equal(1, await graph.VisitAsync("planted"));
        await graph.CureAsync(await graph.InjectAsync("kill", replica.Id));
        await graph.ServesAsync();
        Assert.Equal(2, await graph.VisitAsync("planted"));
    }

    [Fact]
    public async Task An_older_build_runs_beside_the_newer_one_on_the_same_stores()
    {
        await ControlledGraph.UntilAsync(async () =>
            await graph.InstancesAsync("api-old") is [{ DirectUrl: not null } started]
                && await ControlledGraph.AnswersAsync(started, "/health"));
        var old = Assert.Single(await graph.InstancesAsync("api-old"));

        var names = (await graph.TopologyAsync()).GetProperty("stores").EnumerateArray()
            .SelectMany(store => store.GetProperty("connections").EnumerateArray().Select(name => name.GetString())).ToList();
        Assert.Contains($"{old.Id}/{old.Pid}/{old.StartTicks}", names);
        Assert.EndsWith("Api.dll", ProcessFacts.CommandOf(old.Pid!.Value)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_dotnet_run_the_application_is_the_process_also_where_it_cannot_say_who_it_is()
    {
        await ControlledGraph.UntilAsync(async () =>
            await graph.InstancesAsync("names") is { Count: 2 } started && started.All(replica => replica.Pid is not null));
        foreach (var replica in await graph.InstancesAsync("names"))
        {
            Assert.Equal("AspNetSession", Path.GetFileName(ProcessFacts.CommandOf(replica.Pid!.Value)[0]));
            Assert.Contains("run", ProcessFacts.CommandOf(ProcessFacts.ParentOf(replica.Pid.Value)));
        }
    }
}
