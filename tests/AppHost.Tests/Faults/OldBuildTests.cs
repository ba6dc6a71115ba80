namespace AspireStateless.AppHost.Tests.Faults;

public sealed class OldBuildTests(OldBuildTests.MixedGraph graph) : IClassFixture<OldBuildTests.MixedGraph>
{
    [Fact]
    public async Task An_older_build_runs_beside_the_newer_one_on_the_same_stores()
    {
        var old = Assert.Single(await graph.InstancesAsync("api-old"));
        await ControlledGraph.UntilAsync(() => ControlledGraph.AnswersAsync(old, "/health"));

        var names = (await graph.TopologyAsync()).GetProperty("stores").EnumerateArray()
            .SelectMany(store => store.GetProperty("connections").EnumerateArray().Select(name => name.GetString())).ToList();
        Assert.Contains($"{old.Id}/{old.Pid}/{old.StartTicks}", names);
        Assert.Equal(2, (await graph.InstancesAsync("api")).Count);
    }

    /// <summary>The present build stands for the older one: what is put to the test is the graph.</summary>
    public sealed class MixedGraph : ControlledGraph
    {
        protected override IReadOnlyList<string> Arguments => ["--Api:OldProject=../Api/Api.csproj", "--Embedded:SuppressBuild=true"];
    }
}
