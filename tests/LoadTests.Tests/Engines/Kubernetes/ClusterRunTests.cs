using AspireStateless.LoadTests.Tests.Fakes.Clusters;
using AspireStateless.LoadTests.Tests.WorkloadFiles;

namespace AspireStateless.LoadTests.Tests.Engines.Kubernetes;

/// <summary>
/// Runs on what a cluster runs, over forwarded ports. The cluster's API is played, the services and their connections are real.
/// </summary>
[Collection(Kubeconfig.Collection)]
public sealed class ClusterRunTests
{
    // A run has to put all that a file promises to the test, for which one of few seconds is too short.
    private static readonly string Counter = SmallService.File[..SmallService.File.IndexOf("  name:", StringComparison.Ordinal)];

    [Fact]
    public async Task Pods_that_share_their_state_keep_their_promises()
    {
        await using var cluster = await FakeCluster.StartAsync(new SmallService().Map);
        using var access = Kubeconfig.Of(cluster.Url);
        var (code, output) = await access.JudgeAsync("smoke --duration 6s", Counter);
        Assert.True(code == 0, output);
        await cluster.SettledAsync(3);
    }

    [Fact]
    public async Task Pods_that_count_in_their_own_memory_are_found_out()
    {
        await using var cluster = await FakeCluster.StartAsync(app => new SmallService().Map(app));
        using var access = Kubeconfig.Of(cluster.Url);
        var (code, output) = await access.JudgeAsync("smoke --duration 6s", Counter);
        Assert.True(code == 1, output);
        Assert.Contains("FAILED: visits broken: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_that_are_killed_evicted_and_replaced_keep_their_promises_and_what_cannot_be_done_is_named()
    {
        await using var cluster = await FakeCluster.StartAsync(new SmallService().Map);
        using var access = Kubeconfig.Of(cluster.Url);
        var (code, output) = await access.JudgeAsync("chaos --duration 40s --rate 200", Counter);
        Assert.True(code == 0, output);
        Assert.DoesNotContain("refused, and not done", output, StringComparison.Ordinal);
        Assert.Matches("left out, which this engine cannot do: .*pause", output);
        Assert.Matches("left out, which this engine cannot do: .*latency", output);
        var result = await File.ReadAllTextAsync(Path.Combine(access.Runs, "latest", "result.json"), TestContext.Current.CancellationToken);
        Assert.Matches(@"pod api-\d+ removed SIGKILL, then pod api-\d+ started", result);
        await cluster.SettledAsync(3);
    }
}
