using System.Net.Http.Json;
using System.Text.Json;

namespace AspireStateless.AppHost.Tests.Faults;

public sealed class WipeTests(ControlledGraph graph) : IClassFixture<ControlledGraph>
{
    [Fact]
    public async Task A_wiped_redis_has_forgotten_what_was_acknowledged()
    {
        Assert.Equal(1, await VisitAsync());
        Assert.Equal(2, await VisitAsync());

        var fault = await graph.InjectAsync("wipe", "redis");

        Assert.True(fault.Evidence.GetProperty("files").GetInt32() >= 1);
        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        await graph.CureAsync(fault);
        await graph.ServesAsync();
        Assert.Equal(1, await VisitAsync());
    }

    [Fact]
    public async Task A_wiped_postgres_has_an_empty_database_until_a_replica_starts_and_makes_its_schema()
    {
        var fault = await graph.InjectAsync("wipe", "postgres");

        Assert.True(fault.Evidence.GetProperty("files").GetInt32() > 100);
        await graph.CureAsync(fault);
        Assert.False(await ControlledGraph.AnswersAsync((await graph.InstancesAsync("api"))[0], "/health"));
        foreach (var replica in await graph.InstancesAsync("api"))
        {
            await graph.CureAsync(await graph.InjectAsync("restart", replica.Id));
        }

        await graph.ServesAsync();
    }

    private async Task<long> VisitAsync()
    {
        using var response = await graph.Service.PostAsJsonAsync("/visits/wiped", new { }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("count").GetInt64();
    }
}
