using System.Text.Json;

namespace AspireStateless.AppHost.Tests.Faults;

[Collection<PlainGraph>]
public sealed class ReplicaFaultTests(ControlledGraph graph)
{
    [Fact]
    public async Task A_killed_replica_is_gone_and_comes_back_as_another_process()
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        var fault = await graph.InjectAsync("kill", replica.Id);

        Assert.Equal("SIGKILL", fault.Evidence.GetProperty("signal").GetString());
        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        Assert.Equal(-1, fault.Evidence.GetProperty("exitCode").GetInt32());
        Assert.False(ProcessFacts.IsThere(replica.Pid!.Value));
        Assert.NotEqual(replica.Pid, (await graph.CureAsync(fault)).GetProperty("pid").GetInt32());
        await graph.ServesAsync();
    }

    [Fact]
    public async Task A_paused_replica_keeps_its_process_and_answers_nothing_until_it_goes_on()
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        var fault = await graph.InjectAsync("pause", replica.Id);

        Assert.Equal("T", fault.Evidence.GetProperty("processState").GetString());
        Assert.Equal('T', ProcessFacts.StateOf(replica.Pid!.Value));
        Assert.False(await ControlledGraph.AnswersAsync(replica, "/alive"));
        Assert.Equal(replica.Pid, (await graph.CureAsync(fault)).GetProperty("pid").GetInt32());
        Assert.True(await ControlledGraph.AnswersAsync(replica, "/alive"));
        await graph.ServesAsync();
    }

    [Fact]
    public async Task A_replica_that_was_paused_and_then_killed_is_cured_of_both()
    {
        var replica = (await graph.InstancesAsync("api"))[0];
        var pause = await graph.InjectAsync("pause", replica.Id);

        var kill = await graph.InjectAsync("kill", replica.Id);

        await graph.CureAsync(pause);
        await graph.CureAsync(kill);
        await graph.ServesAsync();
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("restart")]
    public async Task A_replica_that_the_host_ends_is_gone_and_its_next_process_is_another(string kind)
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        var fault = await graph.InjectAsync(kind, replica.Id);

        Assert.Equal(kind, fault.Evidence.GetProperty("command").GetString());
        Assert.Equal((replica.Pid, replica.StartTicks), (
            fault.Evidence.GetProperty("pid").GetInt32(), fault.Evidence.GetProperty("startTicks").GetInt64()));
        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        Assert.NotEqual(replica.Pid, (await graph.CureAsync(fault)).GetProperty("pid").GetInt32());
        await graph.ServesAsync();
    }

    [Fact]
    public async Task Where_replicas_share_a_home_only_one_that_was_replaced_has_its_own()
    {
        var replicas = await graph.InstancesAsync("api");

        var fault = await graph.InjectAsync("replace", replicas[0].Id);
        var effect = (await graph.CureAsync(fault)).GetProperty("effect");

        var homes = (await graph.InstancesAsync("api")).Select(replica => ProcessFacts.VariableOf(replica.Pid!.Value, "HOME")).ToList();
        Assert.Equal(effect.GetProperty("home").GetString(), homes[0]);
        Assert.NotEqual(effect.GetProperty("home").GetString(), effect.GetProperty("formerHome").GetString());
        Assert.Empty(Directory.EnumerateFiles(homes[0]!));
        Assert.All(homes.Skip(1), home => Assert.Equal(Environment.GetEnvironmentVariable("HOME"), home));
        await graph.ServesAsync();
    }

    [Fact]
    public async Task A_terminated_replica_ends_by_itself_without_the_host_taking_it_out_first()
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        var fault = await graph.InjectAsync("terminate", replica.Id);

        Assert.Equal("SIGTERM", fault.Evidence.GetProperty("signal").GetString());
        Assert.True(fault.Evidence.GetProperty("processGone").GetBoolean());
        Assert.Equal(0, fault.Evidence.GetProperty("exitCode").GetInt32());
        await graph.CureAsync(fault);
        await graph.ServesAsync();
    }

    [Fact]
    public async Task A_starved_replica_is_stopped_again_and_again_and_answers_in_between()
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        var fault = await graph.InjectAsync("starve", replica.Id, new { dutyPercent = 30, periodMs = 50 });
        await ControlledGraph.UntilAsync(() => ControlledGraph.AnswersAsync(replica, "/alive"));
        var effect = (await graph.CureAsync(fault)).GetProperty("effect");

        Assert.True(effect.GetProperty("stops").GetInt32() >= 1);
        Assert.True(effect.GetProperty("stoppedMs").GetInt64() >= 20);
        Assert.NotEqual('T', ProcessFacts.StateOf(replica.Pid!.Value));
        await graph.ServesAsync();
    }

    [Fact]
    public async Task Scaling_in_stops_a_replica_but_never_the_last_and_its_cure_scales_out()
    {
        var replicas = await graph.InstancesAsync("api");

        var first = await graph.InjectAsync("scale-in", replicas[0].Id);
        var second = await graph.InjectAsync("scale-in", replicas[1].Id);

        Assert.True(first.Evidence.GetProperty("processGone").GetBoolean());
        Assert.Equal((400, "unsuitable-target"), Short(await graph.RefusalAsync("scale-in", replicas[2].Id)));
        await Task.WhenAll(graph.CureAsync(first), graph.CureAsync(second));
        await graph.ServesAsync();
    }

    [Fact]
    public async Task Scaling_out_starts_a_replica_that_does_not_run_and_its_cure_stops_it()
    {
        var replica = (await graph.InstancesAsync("api"))[0];
        Assert.Equal((409, "wrong-state"), Short(await graph.RefusalAsync("scale-out", replica.Id)));
        var stop = await graph.InjectAsync("stop", replica.Id);

        var fault = await graph.InjectAsync("scale-out", replica.Id);

        await graph.ServesAsync();
        await graph.CureAsync(fault);
        Assert.NotEqual("Running", (await graph.InstancesAsync("api"))[0].State);
        await graph.CureAsync(stop);
        await graph.ServesAsync();
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("starve")]
    public async Task A_fault_whose_harness_is_gone_is_cured(string kind)
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        // Nobody follows the events of this run.
        await graph.InjectAsync(kind, replica.Id, run: $"gone{kind}");

        // A starved one serves in between.
        await graph.ShowsAsync(replica.Id, snapshot => CommandTests.FaultsOf(snapshot) is []);
        await graph.ServesAsync();
        Assert.Equal(replica.Pid, (await graph.InstancesAsync("api"))[0].Pid);
    }

    [Theory]
    [InlineData("pause", """{"forMs": 1}""", "unknown-parameter", "forMs")]
    [InlineData("starve", """{"dutyPercent": 0}""", "invalid-parameter", "dutyPercent")]
    [InlineData("starve", """{"dutyPercent": "half"}""", "invalid-parameter", "dutyPercent")]
    [InlineData("starve", """{"periodMs": null}""", "invalid-parameter", "periodMs")]
    [InlineData("meteor", "{}", "unknown-kind", "meteor")]
    [InlineData("kill-backend", "{}", "unsuitable-target", "kill-backend")]
    [InlineData("flush-products", "{}", "unsuitable-target", "flush-products")]
    [InlineData("wipe", "{}", "unsuitable-target", "wipe")]
    public async Task What_a_fault_does_not_take_is_refused_and_named(string kind, string parameters, string problem, string names)
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        var refusal = await graph.RefusalAsync(
            kind, replica.Id, JsonSerializer.Deserialize<JsonElement>(parameters));

        Assert.Equal((400, problem), Short(refusal));
        Assert.Contains(names, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", "unknown-target")]
    [InlineData("api", "ambiguous-target")]
    public async Task A_target_that_is_not_one_instance_is_refused(string target, string problem) =>
        Assert.Equal((400, problem), Short(await graph.RefusalAsync("pause", target)));

    private static (int Status, string Problem) Short((int Status, string Problem, string Detail) refusal) =>
        (refusal.Status, refusal.Problem);
}
