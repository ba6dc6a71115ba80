using System.Diagnostics;
using AspireStateless.LoadTests.Failures;
using k8s;
using k8s.Models;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>A Kubernetes cluster, whose deployments are services.</summary>
internal sealed class KubernetesEngine(Cluster cluster) : IEngine
{
    private readonly PodForwards _forwards = new(cluster);

    public string Address => cluster.Address;

    // Pods are forwarded to this machine.
    public string Host => "127.0.0.1";

    public string Advice => "Look at the cluster: kubectl get events; docs/deploy.md names what its user has to be allowed.";

    public string ByHand => "Undo it by hand: kubectl scale.";

    public void Dispose()
    {
        _forwards.Dispose();
        cluster.Dispose();
    }

    public async Task<EngineFinding> FindAsync(
        string name, string usual, IReadOnlyList<string> stores, CancellationToken cancellationToken)
    {
        if (name.Split('/') is not [{ Length: > 0 } space, { Length: > 0 } wanted])
        {
            throw new BadInputException($"'{name}' is not a deployment in a namespace.", "Write --kubernetes NAMESPACE/DEPLOYMENT.");
        }

        await Permissions.RequireAsync(cluster, space, cancellationToken);
        var deployments = await cluster.AskAsync(
            (api, token) => api.AppsV1.ListNamespacedDeploymentAsync(space, cancellationToken: token), cancellationToken);
        var found = deployments.Items.FirstOrDefault(one => one.Name() == wanted) ?? throw new BadInputException(
            $"There is no deployment '{wanted}' in namespace '{space}'.",
            deployments.Items.Count > 0 ? $"There are: {string.Join(", ", deployments.Items.Select(one => one.Name()))}."
                : "It has none, or does not exist: kubectl get deployments --all-namespaces shows all.");
        var sets = await cluster.AskAsync(
            (api, token) => api.AppsV1.ListNamespacedStatefulSetAsync(space, cancellationToken: token), cancellationToken);
        var beside = sets.Items.Select(one => (Name: one.Name(), one.Spec.Selector, one.Spec.Template))
            .Concat(deployments.Items.Select(one => (Name: one.Name(), one.Spec.Selector, one.Spec.Template)))
            .Where(one => stores.Contains(one.Name)).DistinctBy(one => one.Name);
        return new EngineFinding(Deployment(space, found), beside.ToDictionary(
            one => one.Name,
            EngineService (one) => new KubernetesService(
                cluster, _forwards, space, one.Name, PodSet.Of(one.Selector, one.Template).Unreached),
            StringComparer.Ordinal));
    }

    public async Task<bool> CarryOutAsync(Undo undo, CancellationToken cancellationToken)
    {
        // One that was deleted meanwhile is not scaled.
        var (space, name) = undo.Id.Split('/') is [var first, var second] ? (first, second) : throw new UnreachableException();
        return await cluster.TryAsync(
            (api, token) => api.AppsV1.ReadNamespacedDeploymentAsync(name, space, cancellationToken: token), cancellationToken) is { } found
            && await undo.ScaleAsync(Deployment(space, found), cancellationToken);
    }

    private KubernetesDeployment Deployment(string space, V1Deployment found) =>
        new(cluster, _forwards, space, found.Name(), PodSet.Of(found.Spec.Selector, found.Spec.Template));
}
