using Aspire.Hosting.ApplicationModel;

namespace AspireStateless.AppHost.Tests.Faults;

/// <summary>What people do from a dashboard, and see in it.</summary>
[Collection<PlainGraph>]
public sealed class CommandTests(ControlledGraph graph)
{
    [Fact]
    public async Task A_fault_by_a_command_is_shown_on_its_target_and_ends_when_somebody_starts_it()
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        await graph.CommandAsync(replica.Id, "kill");

        await graph.ShowsAsync(replica.Id, snapshot => FaultsOf(snapshot) is ["kill"]);
        await graph.CommandAsync(replica.Id, "start");
        await graph.ShowsAsync(replica.Id, snapshot => FaultsOf(snapshot) is [] && snapshot.State?.Text == "Running");
        await graph.ServesAsync();
    }

    [Fact]
    public async Task A_replica_paused_by_a_command_is_resumed_by_one()
    {
        var replica = (await graph.InstancesAsync("api"))[0];

        await graph.CommandAsync(replica.Id, "pause");

        Assert.Equal('T', ProcessFacts.StateOf(replica.Pid!.Value));
        await graph.CommandAsync(replica.Id, "resume");
        await graph.ShowsAsync(replica.Id, snapshot => FaultsOf(snapshot) is []);
        Assert.True(await ControlledGraph.AnswersAsync(replica, "/alive"));
    }

    [Fact]
    public async Task A_run_that_is_announced_is_a_link_of_the_load_tests()
    {
        await graph.AnnounceAsync(new { id = "abcd1234", scenario = "steady", liveUrl = "http://127.0.0.1:1234/" });

        var shown = await graph.ShowsAsync("load-tests", snapshot => !snapshot.Urls.IsEmpty);

        Assert.Equal("http://127.0.0.1:1234/", Assert.Single(shown.Urls).Url);
    }

    [Fact]
    public async Task A_scenario_is_run_by_its_command_and_can_be_watched_while_it_runs()
    {
        var harness = Assert.Single(await graph.InstancesAsync("load-tests")).Id;

        await graph.CommandAsync(harness, "run-smoke");

        var running = await graph.ShowsAsync(
            harness, snapshot => snapshot.State?.Text == "Running"
                && snapshot.Urls.Any(url => url.DisplayProperties.DisplayName == "Live: smoke"));
        var arguments = running.Properties.Single(property => property.Name == "executable.args").Value as IEnumerable<string>;
        Assert.Equal(["run", "smoke"], arguments!.TakeLast(2));
        await graph.CommandAsync(harness, "stop");
        await graph.ShowsAsync(harness, snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text));
        await graph.ServesAsync();
    }

    internal static IReadOnlyList<string> FaultsOf(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == "chaos.faults")?.Value as IReadOnlyList<string> ?? [];
}
