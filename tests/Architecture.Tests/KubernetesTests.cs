using k8s;
using k8s.Models;

namespace AspireStateless.Architecture.Tests;

/// <summary>What is deployed to Kubernetes says what its model knows, and nothing else, and keeps the promises of the service.</summary>
public sealed class KubernetesTests
{
    // What the service takes to drain and end after SIGTERM, seconds.
    private const int StopMost = 5;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "kubernetes");

    private static List<object> All => [.. Files().SelectMany(file => Load(file.Data))];

    private static V1Deployment Api => Assert.Single(All.OfType<V1Deployment>());

    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(Path.GetFileName).OfType<string>().Where(file => file != "kustomization.yaml")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_is_read_strictly(string file)
    {
        var objects = Load(file);
        Assert.NotEmpty(objects);
        Assert.All(objects, one => Assert.False(string.IsNullOrEmpty(((IMetadata<V1ObjectMeta>)one).Metadata.Name)));
    }

    [Fact]
    public void A_word_that_the_model_does_not_know_is_refused() => Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(
        File.ReadAllText(Path.Combine(Folder, "api.yaml")).Replace("readinessProbe:", "readynessProbe:", StringComparison.Ordinal),
        strict: true));

    [Fact]
    public void Kustomize_is_told_of_every_file()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "kustomization.yaml"));
        Assert.All(Files(), file => Assert.Contains($"  - {file.Data}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_replica_has_the_time_to_stop_that_its_promise_takes()
    {
        var pod = Api.Spec.Template.Spec;
        var waits = Assert.Single(pod.Containers).Lifecycle.PreStop.Sleep.Seconds;
        Assert.True(pod.TerminationGracePeriodSeconds >= waits + StopMost);
        Assert.Equal(0, int.Parse(Api.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_store_that_is_away_restarts_no_replica()
    {
        var container = Assert.Single(Api.Spec.Template.Spec.Containers);
        Assert.Equal("/alive", container.LivenessProbe.HttpGet.Path);
        Assert.Equal("/health", container.ReadinessProbe.HttpGet.Path);
    }

    [Fact]
    public void Nobody_is_root_and_nobody_writes_to_the_image()
    {
        var pods = All.OfType<V1Deployment>().Select(one => one.Spec.Template.Spec)
            .Concat(All.OfType<V1StatefulSet>().Select(one => one.Spec.Template.Spec)).ToList();
        Assert.Equal(3, pods.Count);
        Assert.All(pods, pod => Assert.True(pod.SecurityContext.RunAsNonRoot));
        Assert.All(pods.SelectMany(pod => pod.Containers), one =>
        {
            Assert.True(one.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(one.SecurityContext.AllowPrivilegeEscalation);
            Assert.NotNull(one.Resources.Limits["memory"]);
        });
    }

    private static List<object> Load(string file) =>
        KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Folder, file)), strict: true);
}
