using AspireStateless.LoadTests.Tests.Fakes.Clusters;
using AspireStateless.LoadTests.Tests.WorkloadFiles;
using k8s.Models;

namespace AspireStateless.LoadTests.Tests.Engines.Kubernetes;

/// <summary>What of a cluster cannot be judged is one line, and one that says what to do; nothing is changed there.</summary>
[Collection(Kubeconfig.Collection)]
public sealed class ClusterInputTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1/");

    [Fact]
    public async Task No_kubeconfig()
    {
        using var access = Kubeconfig.Of(Nowhere);
        Environment.SetEnvironmentVariable("KUBECONFIG", "/nowhere/config");
        await IsToldAsync(access, 64, "The kubeconfig cannot be used: kubeconfig file not found at /nowhere/config");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("apiVersion: v1\nkind: Config\ncurrent-context: gone\ncontexts: []\n")]
    [InlineData("apiVersion: v1\nkind: Config\n")]
    [InlineData("")]
    public async Task A_kubeconfig_that_says_nothing(string text)
    {
        using var access = new Kubeconfig(text);
        await IsToldAsync(access, 64, "The kubeconfig cannot be used: ");
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer()
    {
        using var access = Kubeconfig.Of(Nowhere);
        await IsToldAsync(access, 3, "No cluster answers at http://127.0.0.1:1/: Connection refused");
        var (code, output) = await Kubeconfig.RunAsync("heal", "--kubernetes");
        Assert.Equal(3, code);
        Assert.Contains("No cluster answers", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_whom_the_cluster_does_not_know()
    {
        await using var cluster = await FakeCluster.StartAsync(new SmallService().Map);
        using var access = Kubeconfig.Of(cluster.Url, "another");
        await IsToldAsync(access, 3, "The cluster says: Unauthorized");
    }

    [Fact]
    public async Task A_user_who_may_not_do_all_of_it()
    {
        await using var cluster = await FakeCluster.StartAsync(new SmallService().Map);
        cluster.Forbidden.UnionWith(["delete pods", "create pods/portforward"]);
        using var access = Kubeconfig.Of(cluster.Url);
        await IsToldAsync(access, 3, "The kubeconfig's user may not, in namespace shop: delete pods, create pods/portforward.");
    }

    [Theory]
    [InlineData("api", "'api' is not a deployment in a namespace.", "Write --kubernetes NAMESPACE/DEPLOYMENT.")]
    [InlineData("shop/web", "There is no deployment 'web' in namespace 'shop'.", "There are: api.")]
    [InlineData("nowhere/api", "There is no deployment 'api' in namespace 'nowhere'.", "It has none, or does not exist")]
    public async Task A_name_that_is_nothing(string name, string named, string advice)
    {
        await using var cluster = await FakeCluster.StartAsync(new SmallService().Map);
        using var access = Kubeconfig.Of(cluster.Url);
        var (code, output) = await access.JudgeAsync("smoke", SmallService.File, name);
        Assert.Equal(64, code);
        Assert.Contains(named, output, StringComparison.Ordinal);
        Assert.Contains(advice, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "'shop/api' has one replica that runs", "kubectl scale deployment/api --namespace shop --replicas=3")]
    [InlineData(0, "'shop/api' has no replica that runs", "kubectl get pods --namespace shop shows why.")]
    public async Task Too_few_replicas(int replicas, string named, string advice)
    {
        await using var cluster = await FakeCluster.StartAsync(new SmallService().Map, replicas);
        using var access = Kubeconfig.Of(cluster.Url);
        Assert.Contains(advice, await IsToldAsync(access, 64, named), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("declares no port")]
    [InlineData("declares several ports, and which one speaks HTTP is not said", 8080, 9090)]
    public async Task A_port_that_nobody_knows(string named, params int[] ports)
    {
        await using var cluster = await FakeCluster.StartAsync(new SmallService().Map);
        cluster.Deployment.Spec.Template.Spec.Containers[0].Ports = [.. ports.Select(port => new V1ContainerPort { ContainerPort = port })];
        using var access = Kubeconfig.Of(cluster.Url);
        Assert.Contains("by the name http", await IsToldAsync(access, 64, $"'shop/api' {named}."), StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Asked, asked => asked.StartsWith("DELETE", StringComparison.Ordinal));
    }

    private static async Task<string> IsToldAsync(Kubeconfig access, int expected, string named)
    {
        var (code, output) = await access.JudgeAsync("smoke", SmallService.File);
        Assert.True(code == expected, output);
        Assert.Contains(named, output, StringComparison.Ordinal);
        return output;
    }
}
