namespace AspireStateless.AppHost.Tests.Faults;

public sealed class EndTests
{
    [Fact]
    public async Task Whatever_is_paused_or_starved_when_the_application_stops_ends_with_it_in_good_order()
    {
        var graph = new LinkedGraph();
        await graph.InitializeAsync();
        var replicas = await graph.InstancesAsync("api");
        await graph.InjectAsync("pause", replicas[0].Id);
        await graph.InjectAsync("starve", replicas[1].Id);
        var stores = (await graph.InstancesAsync("redis")).Concat(await graph.InstancesAsync("postgres")).ToList();
        await graph.InjectAsync("pause", "redis");
        await graph.InjectAsync("pause", "postgres");

        await graph.DisposeAsync();

        Assert.All(replicas.Concat(stores), instance => Assert.False(ProcessFacts.IsThere(instance.Pid!.Value)));
    }
}
