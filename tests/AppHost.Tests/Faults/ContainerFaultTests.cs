using System.Text.Json;
using AspireStateless.Tests;

namespace AspireStateless.AppHost.Tests.Faults;

/// <summary>Faults on stores that are containers, with what their engine says of them.</summary>
[Trait("Needs", "engine")]
public sealed class ContainerFaultTests(ContainerGraph graph) : IClassFixture<ContainerGraph>
{
    [Theory]
    [InlineData("redis", "kill", "SIGKILL", 137)]
    [InlineData("redis", "terminate", "SIGTERM", 0)]
    [InlineData("redis", "stop", null, 0)]
    [InlineData("postgres", "kill", "SIGKILL", 137)]
    [InlineData("postgres", "shutdown-fast", "SIGINT", 0)]
    [InlineData("postgres", "shutdown-immediate", "SIGQUIT", 0)]
    [InlineData("postgres", "stop", null, 0)]
    public async Task A_store_that_was_ended_has_exited_for_its_engine_and_serves_again_after_the_cure(
        string store, string kind, string? signal, int exitCode)
    {
        EngineAtHand.Require();
        var visits = await graph.VisitAsync("faults");
        var former = await ContainerOfAsync(store);

        var fault = await graph.InjectAsync(kind, store);

        Assert.Equal(signal, fault.Evidence.GetProperty("signal").GetString());
        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        var evidence = fault.Evidence.GetProperty("container");
        Assert.Equal(former, evidence.GetProperty("id").GetString());
        Assert.Equal(("exited", 0, exitCode), (
            StateOf(evidence), evidence.GetProperty("pid").GetInt32(), evidence.GetProperty("exitCode").GetInt32()));
        Assert.Equal("exited", EngineAtHand.Ask("inspect", "--format", "{{.State.Status}}", former));
        await graph.CureAsync(fault);
        await graph.ServesAsync();
        Assert.NotEqual(former, await ContainerOfAsync(store));
        Assert.Equal(visits + 1, await graph.VisitAsync("faults"));
    }

    [Fact]
    public async Task A_restart_is_another_container_with_the_same_data()
    {
        EngineAtHand.Require();
        var visits = await graph.VisitAsync("restarts");
        var former = await ContainerOfAsync("redis");

        await graph.CureAsync(await graph.InjectAsync("restart", "redis"));

        await graph.ServesAsync();
        Assert.NotEqual(former, await ContainerOfAsync("redis"));
        Assert.Equal(visits + 1, await graph.VisitAsync("restarts"));
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("postgres")]
    public async Task A_paused_store_is_frozen_by_its_engine_and_goes_on_as_the_same_container(string store)
    {
        EngineAtHand.Require();
        var container = await ContainerOfAsync(store);

        var fault = await graph.InjectAsync("pause", store);

        Assert.Equal("paused", StateOf(fault.Evidence.GetProperty("container")));
        Assert.Equal("paused", EngineAtHand.Ask("inspect", "--format", "{{.State.Status}}", container));
        Assert.False(await ControlledGraph.AnswersAsync((await graph.InstancesAsync("api"))[0], "/health"));
        await graph.CureAsync(fault);
        Assert.Equal("running", EngineAtHand.Ask("inspect", "--format", "{{.State.Status}}", container));
        await graph.ServesAsync();
        Assert.Equal(container, await ContainerOfAsync(store));
    }

    [Fact]
    public async Task Postgres_outlives_the_kill_of_one_of_its_backends()
    {
        EngineAtHand.Require();
        var container = await ContainerOfAsync("postgres");

        var fault = await graph.InjectAsync("kill-backend", "postgres");

        Assert.StartsWith("api-", fault.Evidence.GetProperty("client").GetString(), StringComparison.Ordinal);
        Assert.Equal("running", StateOf(fault.Evidence.GetProperty("container")));
        await graph.CureAsync(fault);
        await graph.ServesAsync();
        Assert.Equal(container, await ContainerOfAsync("postgres"));
    }

    [Theory]
    [InlineData("redis", "demote")]
    [InlineData("redis", "refuse")]
    [InlineData("postgres", "refuse")]
    public async Task A_store_that_turns_its_clients_away_takes_them_again_as_the_same_container(string store, string kind)
    {
        EngineAtHand.Require();
        var container = await ContainerOfAsync(store);

        var fault = await graph.InjectAsync(kind, store);

        Assert.True(fault.Evidence.GetProperty("connections").GetInt32() >= 1);
        await graph.CureAsync(fault);
        await graph.ServesAsync();
        Assert.Equal(container, await ContainerOfAsync(store));
    }

    [Fact]
    public async Task A_wiped_redis_has_forgotten_what_was_acknowledged()
    {
        EngineAtHand.Require();
        await graph.VisitAsync("wiped");

        var fault = await graph.InjectAsync("wipe", "redis");

        Assert.True(fault.Evidence.GetProperty("files").GetInt32() >= 1);
        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        await graph.CureAsync(fault);
        await graph.ServesAsync();
        Assert.Equal(1, await graph.VisitAsync("wiped"));
    }

    [Fact]
    public async Task A_starved_container_is_refused()
    {
        EngineAtHand.Require();
        Assert.Equal((501, "unsupported"), await graph.RefusalAsync("starve", "redis") is var (status, problem, _) ? (status, problem)
            : default);
    }

    private async Task<string> ContainerOfAsync(string store) =>
        (await graph.TopologyAsync()).GetProperty("instances").EnumerateArray()
            .Single(instance => instance.GetProperty("resource").GetString() == store).GetProperty("container").GetString()!;

    private static string? StateOf(JsonElement container) => container.GetProperty("state").GetString();
}
