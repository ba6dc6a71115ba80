using System.Globalization;
using k8s;
using k8s.Models;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>A deployment: pods that can be more, fewer, or replaced one after another.</summary>
internal sealed class KubernetesDeployment(Cluster cluster, PodForwards forwards, string space, string name, PodSet pods)
    : KubernetesService(cluster, forwards, space, name, pods)
{
    // What kubectl rollout restart writes.
    private const string RestartedAt = "kubectl.kubernetes.io/restartedAt";
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public override async Task<ulong> ReplicasAsync(CancellationToken cancellationToken) => (ulong)((await Cluster.AskAsync(
        (api, token) => api.AppsV1.ReadNamespacedDeploymentScaleAsync(Deployed, Space, cancellationToken: token), cancellationToken))
        .Spec.Replicas ?? 0);

    public override async Task<string> ScaleAsync(ulong replicas, CancellationToken cancellationToken)
    {
        var patch = Patch(new V1Scale { Spec = new V1ScaleSpec { Replicas = (int)replicas } });
        await Cluster.AskAsync(
            (api, token) => api.AppsV1.PatchNamespacedDeploymentScaleAsync(patch, Deployed, Space, cancellationToken: token),
            cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"kubectl scale deployment/{Deployed} --replicas={replicas}");
    }

    public override async Task<string> UpdateAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [RestartedAt] = now };
        var patch = Patch(new { spec = new { template = new { metadata = new { annotations } } } });
        await Cluster.AskAsync(
            (api, token) => api.AppsV1.PatchNamespacedDeploymentAsync(patch, Deployed, Space, cancellationToken: token), cancellationToken);
        return $"kubectl rollout restart deployment/{Deployed}";
    }

    public override async Task<string?> UpdateStateAsync(CancellationToken cancellationToken)
    {
        var found = await Cluster.AskAsync(
            (api, token) => api.AppsV1.ReadNamespacedDeploymentAsync(Deployed, Space, cancellationToken: token), cancellationToken);
        var (wanted, status) = (found.Spec.Replicas ?? 1, found.Status);
        return status?.ObservedGeneration >= found.Metadata.Generation && status.UpdatedReplicas == wanted
            && status.AvailableReplicas == wanted && status.Replicas == wanted
            ? null
            : $"of {wanted} replicas, {status?.UpdatedReplicas ?? 0} are updated and {status?.AvailableReplicas ?? 0} available";
    }

    public override async Task<bool> SettlesAsync(CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(SettleLimit);
        while (await UpdateStateAsync(cancellationToken) is not null)
        {
            if (MonotonicClock.Now > until)
            {
                return false;
            }

            await Task.Delay(LookEvery, cancellationToken);
        }

        return true;
    }

    private static V1Patch Patch(object change) => new(change, V1Patch.PatchType.MergePatch);
}
