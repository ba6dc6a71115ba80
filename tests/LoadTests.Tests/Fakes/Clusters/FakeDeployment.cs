using k8s.Models;

namespace AspireStateless.LoadTests.Tests.Fakes.Clusters;

/// <summary>The deployment of a fake cluster, as it is in the beginning.</summary>
internal static class FakeDeployment
{
    public const int Port = 8080;

    /// <summary>A store beside it, of one pod.</summary>
    public static V1StatefulSet Store { get; } = new()
    {
        Metadata = new V1ObjectMeta { Name = "redis", NamespaceProperty = FakeCluster.Space },
        Spec = new V1StatefulSetSpec
        {
            ServiceName = "redis",
            Selector = new V1LabelSelector { MatchLabels = Labels("redis") },
            Template = new V1PodTemplateSpec { Spec = new V1PodSpec { Containers = [new V1Container { Name = "api" }] } },
        },
    };

    public static Dictionary<string, string> Labels(string app) => new(StringComparer.Ordinal) { ["app"] = app };

    public static V1Deployment Of(int replicas) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new V1ObjectMeta
        {
            Name = FakeCluster.Name,
            NamespaceProperty = FakeCluster.Space,
            Uid = Guid.NewGuid().ToString(),
            Generation = 1,
        },
        Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            Selector = new V1LabelSelector { MatchLabels = Labels("api") },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta
                {
                    Labels = Labels("api"),
                    Annotations = new Dictionary<string, string>(StringComparer.Ordinal),
                },
                Spec = new V1PodSpec
                {
                    Containers = [new V1Container { Name = "api", Ports = [new V1ContainerPort { ContainerPort = Port }] }],
                },
            },
        },
        Status = new V1DeploymentStatus(),
    };
}
