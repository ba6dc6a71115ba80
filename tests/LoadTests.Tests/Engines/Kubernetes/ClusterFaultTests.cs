using AspireStateless.Control;
using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.Engines;
using AspireStateless.LoadTests.Engines.Kubernetes;
using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.Tests.Fakes.Clusters;
using AspireStateless.LoadTests.Tests.WorkloadFiles;

namespace AspireStateless.LoadTests.Tests.Engines.Kubernetes;

/// <summary>What is done to pods, what shows it, and how it is undone.</summary>
[Collection(Kubeconfig.Collection)]
public sealed class ClusterFaultTests : IAsyncLifetime
{
    private readonly List<string> _said = [];
    private FakeCluster _cluster = null!;
    private Kubeconfig _access = null!;
    private EngineCopies? _ends;

    private EngineCopies Copies => _ends!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(new SmallService().Map, hasStore: true);
        _access = Kubeconfig.Of(_cluster.Url);
        _ends = await EngineCopies.StartAsync(
            new KubernetesEngine(await Cluster.OpenAsync(Token)), FakeCluster.Full, "api", _said.Add, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Assert.Empty(_said);
        Assert.Equal(3, _cluster.Deployment.Spec.Replicas);
        _access.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_kill_is_over_when_those_who_are_connected_have_seen_it()
    {
        using var client = new HttpClient { BaseAddress = new Uri(Copies.Topology.Instances[1].DirectUrl!) };
        Assert.Equal("ready", await client.GetStringAsync(new Uri("/", UriKind.Relative), Token));
        var former = _cluster.Pods[1];
        var fault = await InjectAsync(FaultKinds.Kill);

        // The API has forgotten the pod before: its service is what is gone now.
        Assert.Null(former.Url);
        var evidence = Assert.IsType<EndEvidence>(fault.Evidence);
        Assert.Equal(
            ("SIGKILL", "kubectl delete pod api-2 --grace-period=0 --force", true),
            (evidence.Signal, evidence.Command, evidence.ProcessGone == true));
        Assert.Equal(ContainerEvidence.Removed, evidence.Container!.State);
        Assert.Equal(new PodEvidence("api-2", former.Shown.Metadata.Uid, 0), evidence.Container.Pod);
        var cure = Assert.IsType<CureEvidence>(await fault.CureAsync(Token));
        Assert.Equal("api-4", cure.Container!.Pod!.Name);
        Assert.NotEqual(evidence.Container.Id, cure.Container.Id);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("/", UriKind.Relative), Token));
        using var next = new HttpClient();
        Assert.Equal("ready", await next.GetStringAsync(new Uri(cure.DirectUrl!), Token));
    }

    [Theory]
    [InlineData(FaultKinds.Stop, null, "kubectl delete pod api-2", "DELETE /api/v1/namespaces/shop/pods/api-2")]
    [InlineData(FaultKinds.Replace, null, "kubectl delete pod api-2", "DELETE /api/v1/namespaces/shop/pods/api-2")]
    [InlineData(FaultKinds.Terminate, "SIGTERM", "eviction of api-2", "POST /api/v1/namespaces/shop/pods/api-2/eviction")]
    public async Task A_pod_that_may_end_in_its_own_time_is_followed_by_another(string kind, string? signal, string command, string asked)
    {
        var fault = await InjectAsync(kind);
        var evidence = Assert.IsType<EndEvidence>(fault.Evidence);
        Assert.Equal((signal, command, true), (evidence.Signal, evidence.Command, evidence.ProcessGone == true));
        Assert.Contains(asked, _cluster.Asked);
        Assert.Equal("api-4", Assert.IsType<CureEvidence>(await fault.CureAsync(Token)).Container!.Pod!.Name);
    }

    [Fact]
    public async Task A_store_beside_it_is_killed_and_comes_back_by_the_same_name()
    {
        Assert.Equal("redis", Assert.Single(Copies.Topology.Stores).Name);
        var fault = await InjectAsync(FaultKinds.Kill, "redis");
        var former = Assert.IsType<EndEvidence>(fault.Evidence).Container!.Pod!;
        var next = Assert.IsType<CureEvidence>(await fault.CureAsync(Token)).Container!.Pod!;
        Assert.Equal(("redis-0", "redis-0"), (former.Name, next.Name));
        Assert.NotEqual(former.Uid, next.Uid);
    }

    [Fact]
    public async Task An_eviction_that_a_budget_forbids_is_a_refusal()
    {
        _cluster.KeepsAll = true;
        var refused = await Assert.ThrowsAsync<CopyRefusedException>(() => InjectAsync(FaultKinds.Terminate));
        Assert.Equal("The cluster says: Cannot evict pod as it would violate the pod's disruption budget.", refused.Message);
        Assert.All(Copies.Topology.Instances, instance => Assert.True(instance.IsRunning));
    }

    [Fact]
    public async Task A_rolling_update_is_over_when_every_pod_is_another()
    {
        var former = Containers();
        var fault = await InjectAsync(FaultKinds.RollingUpdate);
        Assert.Equal("kubectl rollout restart deployment/api", Assert.IsType<ScaleEvidence>(fault.Evidence).Command);
        var cure = Assert.IsType<CureEvidence>(await fault.CureAsync(Token));
        Assert.Equal(3, cure.Effect!.Replaced);
        Assert.Empty(former.Intersect(Containers()));
        Assert.All(Copies.Topology.Instances, instance => Assert.True(instance.IsRunning));

        List<string?> Containers() =>
            [.. Copies.Topology.Instances.Where(instance => instance.Resource == "api").Select(instance => instance.Container)];
    }

    [Theory]
    [InlineData(FaultKinds.ScaleIn, 2)]
    [InlineData(FaultKinds.ScaleOut, 4)]
    public async Task One_pod_fewer_or_more_is_undone_by_the_cure(string kind, int meanwhile)
    {
        var fault = await InjectAsync(kind);
        Assert.Equal(meanwhile, _cluster.Deployment.Spec.Replicas);
        await fault.CureAsync(Token);
        await _cluster.SettledAsync(3);
    }

    [Fact]
    public async Task What_is_not_undone_in_time_is_undone_in_the_end()
    {
        await InjectAsync(FaultKinds.ScaleIn);
        await EndAsync();
        await _cluster.SettledAsync(3);
    }

    [Fact]
    public async Task What_a_killed_run_has_left_is_undone_by_heal()
    {
        await InjectAsync(FaultKinds.ScaleIn);
        await LeaveToAnotherAsync();
        Assert.Equal(2, _cluster.Deployment.Spec.Replicas);
        var (code, output) = await Kubeconfig.RunAsync("heal", "--kubernetes", FakeCluster.Full);
        Assert.True(code == 0, output);
        Assert.Contains("shop/api has 3 replicas again, as an earlier run left it otherwise", output, StringComparison.Ordinal);
        await _cluster.SettledAsync(3);
        (_, output) = await Kubeconfig.RunAsync("heal", "--kubernetes");
        Assert.Contains("Nothing was left to undo at http://", output, StringComparison.Ordinal);
    }

    /// <summary>As if a process that was killed had made the record of this one.</summary>
    private static async Task LeaveToAnotherAsync()
    {
        var own = FormattableString.Invariant($"{ProcessIdentity.Own.Pid}-{ProcessIdentity.Own.StartTicks}.json");
        var record = await File.ReadAllTextAsync(Path.Combine(UndoRecord.Folder, own), Token);
        await File.WriteAllTextAsync(
            Path.Combine(UndoRecord.Folder, $"0-{own}"),
            record.Replace($"\"startTicks\":{ProcessIdentity.Own.StartTicks}", "\"startTicks\":1", StringComparison.Ordinal), Token);
    }

    private async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _ends, null) is { } copies)
        {
            await copies.DisposeAsync();
        }
    }

    private Task<CopyFault> InjectAsync(string kind, string target = "api-2") =>
        Copies.InjectAsync(new FaultRequest(kind, target, Run: null, Parameters: null), Token);
}
