using System.Net;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Testing;
using StackExchange.Redis;

namespace AspireStateless.AppHost.Tests.Faults;

[Collection<PlainGraph>]
public sealed class StoreFaultTests(ControlledGraph graph)
{
    [Fact]
    public async Task The_topology_tells_that_links_cannot_be_disturbed() =>
        Assert.False((await graph.TopologyAsync()).GetProperty("links").GetBoolean());

    [Theory]
    [InlineData("redis", "kill", "SIGKILL")]
    [InlineData("redis", "terminate", "SIGTERM")]
    [InlineData("postgres", "kill", "SIGKILL")]
    [InlineData("postgres", "shutdown-fast", "SIGINT")]
    [InlineData("postgres", "shutdown-immediate", "SIGQUIT")]
    public async Task A_store_that_was_ended_is_gone_whole_and_serves_again_after_the_cure(string store, string kind, string signal)
    {
        var visits = await graph.VisitAsync("faults");
        var server = Assert.Single(await graph.InstancesAsync(store));

        var fault = await graph.InjectAsync(kind, store);

        Assert.Equal(signal, fault.Evidence.GetProperty("signal").GetString());
        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        Assert.Equal(server.Pid, fault.Evidence.GetProperty("pid").GetInt32());
        Assert.Empty(ProcessFacts.ChildrenOf(server.Pid!.Value));
        if ((store, kind) is ("postgres", "kill"))
        {
            Assert.True(fault.Evidence.GetProperty("processes").GetInt32() > 5);
        }

        Assert.NotEqual(server.Pid, (await graph.CureAsync(fault)).GetProperty("pid").GetInt32());
        await graph.ServesAsync();
        Assert.Equal(visits + 1, await graph.VisitAsync("faults"));
    }

    [Theory]
    [InlineData("redis", 1)]
    [InlineData("postgres", 6)]
    public async Task A_paused_store_is_stopped_with_all_its_processes_and_goes_on(string store, int processes)
    {
        var server = Assert.Single(await graph.InstancesAsync(store));

        var fault = await graph.InjectAsync("pause", store);

        Assert.True(fault.Evidence.GetProperty("processes").GetInt32() >= processes);
        Assert.Equal('T', ProcessFacts.StateOf(server.Pid!.Value));
        // A child that had ended stays a zombie for as long as its parent cannot collect it.
        Assert.All(ProcessFacts.ChildrenOf(server.Pid.Value), pid => Assert.Contains(ProcessFacts.StateOf(pid), "TZ"));
        Assert.False(await ControlledGraph.AnswersAsync((await graph.InstancesAsync("api"))[0], "/health"));
        Assert.Equal(server.Pid, (await graph.CureAsync(fault)).GetProperty("pid").GetInt32());
        await graph.ServesAsync();
    }

    [Fact]
    public async Task Postgres_outlives_the_kill_of_one_of_its_backends()
    {
        var server = Assert.Single(await graph.InstancesAsync("postgres"));

        var fault = await graph.InjectAsync("kill-backend", "postgres");

        Assert.NotEqual(server.Pid, fault.Evidence.GetProperty("pid").GetInt32());
        Assert.StartsWith("api-", fault.Evidence.GetProperty("client").GetString(), StringComparison.Ordinal);
        Assert.Equal(server.Pid, (await graph.CureAsync(fault)).GetProperty("pid").GetInt32());
        await graph.ServesAsync();
    }

    [Fact]
    public async Task Connections_are_held_until_postgres_has_no_more_and_given_back_by_the_cure()
    {
        var fault = await graph.InjectAsync("exhaust-pool", "postgres");

        Assert.True(fault.Evidence.GetProperty("full").GetBoolean());
        Assert.True(fault.Evidence.GetProperty("connections").GetInt32() > 10);
        await graph.CureAsync(fault);
        await graph.ServesAsync();
    }

    [Fact]
    public async Task As_many_connections_are_held_as_were_asked_for()
    {
        var fault = await graph.InjectAsync("exhaust-pool", "postgres", new { connections = 3 });

        Assert.False(fault.Evidence.GetProperty("full").GetBoolean());
        Assert.Equal(3, fault.Evidence.GetProperty("connections").GetInt32());
        await graph.CureAsync(fault);
    }

    [Fact]
    public async Task A_flush_of_the_products_leaves_everything_else_that_redis_holds()
    {
        var visits = await graph.VisitAsync("faults");
        using (await graph.Service.GetAsync("/products/NONE-1", TestContext.Current.CancellationToken))
        {
            // Even the absence of a product is noted in the cache.
        }

        var fault = await graph.InjectAsync("flush-products", "redis");

        Assert.True(fault.Evidence.GetProperty("keys").GetInt32() >= 1);
        await graph.CureAsync(fault);
        Assert.Equal(visits + 1, await graph.VisitAsync("faults"));
    }

    [Fact]
    public async Task A_demoted_redis_takes_no_writes_and_keeps_what_it_has()
    {
        Assert.Equal("+OK", await AskRedisAsync("SET demoted kept"));

        var fault = await graph.InjectAsync("demote", "redis");

        Assert.Equal("master", fault.Evidence.GetProperty("roleBefore").GetString());
        Assert.Equal("slave", fault.Evidence.GetProperty("role").GetString());
        Assert.True(fault.Evidence.GetProperty("connections").GetInt32() >= 3);
        Assert.StartsWith("-READONLY", await AskRedisAsync("SET demoted lost"), StringComparison.Ordinal);
        Assert.Equal("wrong-state", (await graph.RefusalAsync("demote", "redis")).Problem);
        Assert.Equal("master", (await graph.CureAsync(fault)).GetProperty("effect").GetProperty("role").GetString());
        Assert.Equal("kept", await AskRedisAsync("GET demoted"));
        Assert.Equal("+OK", await AskRedisAsync("SET demoted written"));
        await graph.ServesAsync();
    }

    [Fact]
    public async Task A_demoted_redis_that_is_killed_is_a_master_when_it_is_back()
    {
        var demoted = await graph.InjectAsync("demote", "redis");
        var killed = await graph.InjectAsync("kill", "redis");

        await graph.CureAsync(demoted);
        await graph.CureAsync(killed);

        await graph.ServesAsync();
        Assert.Equal("+OK", await AskRedisAsync("SET demoted written"));
    }

    [Theory]
    [InlineData("redis", "WRONGPASS")]
    [InlineData("postgres", "28000")]
    public async Task A_store_that_refuses_its_clients_lets_nobody_in_and_everybody_after_the_cure(string store, string code)
    {
        var visits = await graph.VisitAsync("refused");
        var server = Assert.Single(await graph.InstancesAsync(store));

        var fault = await graph.InjectAsync("refuse", store);

        Assert.Equal(code, fault.Evidence.GetProperty("code").GetString());
        Assert.True(fault.Evidence.GetProperty("connections").GetInt32() >= 3);
        Assert.False(await ControlledGraph.AnswersAsync((await graph.InstancesAsync("api"))[0], "/health"));
        Assert.Equal(server.Pid, (await graph.CureAsync(fault)).GetProperty("pid").GetInt32());
        await graph.ServesAsync();
        Assert.Equal(visits + 1, await graph.VisitAsync("refused"));
    }

    [Theory]
    [InlineData("redis", true)]
    [InlineData("redis", false)]
    [InlineData("postgres", true)]
    [InlineData("postgres", false)]
    public async Task A_store_that_is_killed_while_it_refuses_its_clients_takes_them_when_it_is_back(string store, bool curedWhileGone)
    {
        var refused = await graph.InjectAsync("refuse", store);
        var killed = await graph.InjectAsync("kill", store);

        await graph.CureAsync(curedWhileGone ? refused : killed);
        await graph.CureAsync(curedWhileGone ? killed : refused);

        await graph.ServesAsync();
    }

    [Theory]
    [InlineData(
        "postgres", "shop", "DELETE FROM users WHERE name = 'poison'", "INSERT INTO users (name, password_hash) VALUES ('poison', '')")]
    [InlineData("redis", null, "DEL poison", "SADD poison record")]
    public async Task A_poison_is_put_in_and_taken_out_by_what_was_given(string store, string? database, string cure, string inject)
    {
        var fault = await graph.InjectAsync("poison", store, Poison(inject));

        Assert.Equal(1, fault.Evidence.GetProperty("records").GetInt64());
        Assert.Equal(1, (await graph.CureAsync(fault)).GetProperty("effect").GetProperty("records").GetInt64());
        await graph.CureAsync(await graph.InjectAsync("poison", store, Poison(inject)));

        object Poison(string inject) => database is null
            ? new { inject = inject.Split(' '), cure = cure.Split(' ') }
            : new { inject = new[] { inject }, cure = new[] { cure }, database };
    }

    [Theory]
    [InlineData("postgres", "INSERT INTO nowhere VALUES (1)")]
    [InlineData("redis", "NOCOMMAND")]
    public async Task A_poison_that_the_store_does_not_take_is_refused(string store, string inject) =>
        Assert.Equal(
            (400, "invalid-parameter"),
            await graph.RefusalAsync("poison", store, new { inject = new[] { inject }, cure = new[] { "DEL" } }) is var (status, problem, _)
                ? (status, problem) : default);

    [Fact]
    public async Task A_poison_without_its_cure_is_refused() =>
        Assert.Equal("invalid-parameter", (await graph.RefusalAsync("poison", "redis", new { inject = new[] { "PING" } })).Problem);

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

    [Fact]
    public async Task Postgres_is_not_asked_to_wait_for_its_clients() =>
        Assert.Equal("unsuitable-target", (await graph.RefusalAsync("terminate", "postgres")).Problem);

    [Theory]
    [InlineData("redis", "unsuitable-target", "shutdown-fast")]
    [InlineData("postgres", "unsuitable-target", "flush-products")]
    [InlineData("postgres", "unsuitable-target", "demote")]
    public async Task A_fault_of_another_store_is_refused(string store, string problem, string kind) =>
        Assert.Equal(problem, (await graph.RefusalAsync(kind, store)).Problem);

    /// <summary>What Redis itself answers to a command, whatever a client library believes of it.</summary>
    private async Task<string?> AskRedisAsync(string command)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var options = ConfigurationOptions.Parse((await graph.Graph.Application.GetConnectionStringAsync("redis", cancelled))!);
        var address = Assert.IsType<DnsEndPoint>(Assert.Single(options.EndPoints));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancelled);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"AUTH {options.Password}\r\n{command}\r\n"), cancelled);
        using var answers = new StreamReader(client.GetStream());
        Assert.Equal("+OK", await answers.ReadLineAsync(cancelled));
        var answer = await answers.ReadLineAsync(cancelled);
        return answer?.StartsWith('$') == true ? await answers.ReadLineAsync(cancelled) : answer;
    }
}
