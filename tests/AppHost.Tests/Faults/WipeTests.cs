namespace AspireStateless.AppHost.Tests.Faults;

[Collection<PlainGraph>]
public sealed class WipeTests(ControlledGraph graph)
{
    [Fact]
    public async Task A_wiped_redis_has_forgotten_what_was_acknowledged()
    {
        Assert.Equal(1, await graph.VisitAsync("wiped"));
        Assert.Equal(2, await graph.VisitAsync("wiped"));

        var fault = await graph.InjectAsync("wipe", "redis");

        Assert.True(fault.Evidence.GetProperty("files").GetInt32() >= 1);
        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        await graph.CureAsync(fault);
        await graph.ServesAsync();
        Assert.Equal(1, await graph.VisitAsync("wiped"));
    }

    [Fact]
    public async Task A_wiped_postgres_has_an_empty_database_until_a_replica_starts_and_makes_its_schema()
    {
        var fault = await graph.InjectAsync("wipe", "postgres");

        Assert.True(fault.Evidence.GetProperty("files").GetInt32() > 100);
        await graph.CureAsync(fault);
        Assert.False(await ControlledGraph.AnswersAsync((await graph.InstancesAsync("api"))[0], "/health"));
        await Task.WhenAll((await graph.InstancesAsync("api")).Select(async replica =>
            await graph.CureAsync(await graph.InjectAsync("restart", replica.Id))));

        await graph.ServesAsync();
    }
}
