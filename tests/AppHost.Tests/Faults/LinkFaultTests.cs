using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;

namespace AspireStateless.AppHost.Tests.Faults;

[Collection<GraphOfLinks>]
public sealed partial class LinkFaultTests(LinkedGraph graph)
{
    [Theory]
    [InlineData("redis", "ConnectionStrings__redis")]
    [InlineData("redis", "REDIS_PORT")]
    [InlineData("postgres", "ConnectionStrings__shop")]
    [InlineData("postgres", "SHOP_URI")]
    public async Task Each_replica_reaches_each_store_by_a_port_of_its_own(string store, string variable)
    {
        var replicas = await graph.InstancesAsync("api");
        var own = graph.Graph.Application.GetEndpoint(store, "tcp").Port.ToString(CultureInfo.InvariantCulture);

        var leads = replicas.Select(replica => ProcessFacts.VariableOf(replica.Pid!.Value, variable)).ToList();

        Assert.Equal(replicas.Count, leads.Distinct().Count());
        Assert.All(leads, lead => Assert.DoesNotContain("{{", Assert.IsType<string>(lead), StringComparison.Ordinal));
        Assert.All(leads, lead => Assert.DoesNotContain(own, Digits().Matches(lead!).Select(digits => digits.Value)));
        Assert.Equal(leads, replicas.Select(replica => graph.ShownVariable(replica.Id, variable)));
    }

    [Fact]
    public async Task The_topology_tells_that_links_can_be_disturbed() =>
        Assert.True((await graph.TopologyAsync()).GetProperty("links").GetBoolean());

    [Theory]
    [InlineData("redis")]
    [InlineData("postgres")]
    public async Task Latency_is_measured_on_every_piece(string store)
    {
        var fault = await graph.InjectAsync("latency", store, new { ms = 40, jitterMs = 20 });
        Assert.True(fault.Evidence.GetProperty("connections").GetInt32() >= 2);
        var replicas = await graph.InstancesAsync("api");

        await ControlledGraph.AnswersAsync(replicas[0], "/health");
        var effect = (await graph.CureAsync(fault)).GetProperty("effect");

        Assert.True(effect.GetProperty("pieces").GetInt64() > 0);
        Assert.InRange(effect.GetProperty("meanDelayMs").GetDouble(), 39, 1000);
        await graph.ServesAsync();
    }

    [Theory]
    [InlineData("redis", "both")]
    [InlineData("postgres", "both")]
    [InlineData("redis", "from-store")]
    [InlineData("redis", "to-store")]
    public async Task One_replica_loses_one_store_and_no_other_does(string store, string direction)
    {
        var replicas = await graph.InstancesAsync("api");

        var fault = await graph.InjectAsync("blackhole", store, new { replica = replicas[0].Id, direction });

        Assert.True(fault.Evidence.GetProperty("connections").GetInt32() >= 1);
        Assert.False(await ControlledGraph.AnswersAsync(replicas[0], "/health"));
        Assert.True(await ControlledGraph.AnswersAsync(replicas[0], "/alive"));
        await ControlledGraph.UntilAsync(() => ControlledGraph.AnswersAsync(replicas[1], "/health"));
        Assert.True((await graph.CureAsync(fault)).GetProperty("effect").GetProperty("bytesHeld").GetInt64() > 0);
        await graph.ServesAsync();
    }

    [Fact]
    public async Task A_partition_follows_its_replica_over_a_restart()
    {
        var replica = (await graph.InstancesAsync("api"))[0];
        var partition = await graph.InjectAsync("blackhole", "redis", new { replica = replica.Id });
        await graph.CureAsync(await graph.InjectAsync("restart", replica.Id));
        replica = (await graph.InstancesAsync("api"))[0];
        await ControlledGraph.UntilAsync(() => ControlledGraph.AnswersAsync(replica, "/alive"));

        Assert.False(await ControlledGraph.AnswersAsync(replica, "/health"));

        await graph.CureAsync(partition);
        await graph.ServesAsync();
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("postgres")]
    public async Task Reset_connections_are_counted_and_new_ones_are_reset_until_the_cure(string store)
    {
        var fault = await graph.InjectAsync("reset", store);

        Assert.True(fault.Evidence.GetProperty("connectionsReset").GetInt32() >= 2);
        Assert.False(await ControlledGraph.AnswersAsync((await graph.InstancesAsync("api"))[0], "/health"));
        await graph.CureAsync(fault);
        await graph.ServesAsync();
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("postgres")]
    public async Task An_answer_is_held_and_its_connection_dropped(string store)
    {
        var replicas = await graph.InstancesAsync("api");
        var holding = graph.InjectAsync("hold-answer", store, new { nth = 2, holdMs = 200, replica = replicas[0].Id });
        await ControlledGraph.UntilAsync(async () =>
        {
            await ControlledGraph.AnswersAsync(replicas[0], "/health");
            return holding.IsCompleted;
        });

        var fault = await holding;

        Assert.True(fault.Evidence.GetProperty("bytesHeld").GetInt64() > 0);
        Assert.Equal(1, (await graph.CureAsync(fault)).GetProperty("effect").GetProperty("connectionsDropped").GetInt32());
        await graph.ServesAsync();
    }

    [Fact]
    public async Task The_names_of_store_connections_go_through_the_links()
    {
        var replica = (await graph.InstancesAsync("api"))[0];
        var name = $"{replica.Id}/{replica.Pid}/{replica.StartTicks}";

        Assert.All((await graph.TopologyAsync()).GetProperty("stores").EnumerateArray(), store =>
            Assert.Contains(name, store.GetProperty("connections").EnumerateArray().Select(connection => connection.GetString())));
    }

    [Theory]
    [InlineData("api", "unsuitable-target")]
    [InlineData("nobody", "unknown-target")]
    public async Task A_link_leads_from_a_replica_to_a_store(string target, string problem)
    {
        var replica = (await graph.InstancesAsync("api"))[0];
        Assert.Equal(problem, (await graph.RefusalAsync("reset", target == "api" ? replica.Id : target)).Problem);
        Assert.Equal("unknown-target", (await graph.RefusalAsync("reset", "redis", new { replica = "nobody" })).Problem);
    }

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
