using System.Collections.Concurrent;
using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.Targets;
using k8s;
using k8s.Models;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>
/// Pods of one kind, which their controller replaces when they end. What is started after a container in a pod that stays is another life.
/// </summary>
/// <param name="space">The namespace.</param>
/// <param name="name">Of the deployment or stateful set.</param>
internal class KubernetesService(Cluster cluster, PodForwards forwards, string space, string name, PodSet pods)
    : EngineService($"{space}/{name}")
{
    // By the id of the container that serves.
    private readonly ConcurrentDictionary<string, PodState> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _places = new(StringComparer.Ordinal);

    public override bool ReplacesEnded => true;

    // A pod's processes are signalled and frozen by its node alone, and the API has no way to have it do so.
    public override IReadOnlyList<string> Unable => [FaultKinds.Pause, FaultKinds.ShutdownFast, FaultKinds.ShutdownImmediate];

    // The grace that pods have for ending is their own. A run cannot wait for all of a long one.
    public override TimeSpan Patience => TimeSpan.FromSeconds(20);

    protected Cluster Cluster => cluster;
    protected string Space => space;
    protected string Deployed => name;

    public override string AdviceForFew(int running) => running == 0
        ? $"kubectl get pods --namespace {space} shows why." : $"kubectl scale deployment/{name} --namespace {space} --replicas=3";

    public override (string Reason, string Advice)? WithoutAddresses(IReadOnlyList<EngineContainer> containers) =>
        pods.Without is { } reason ? (reason, "Add its containerPort to the deployment, by the name http where there are several.") : null;

    public override async Task<IReadOnlyList<EngineContainer>> LookAsync(CancellationToken cancellationToken)
    {
        var listed = await cluster.AskAsync(
            (api, token) => api.CoreV1.ListNamespacedPodAsync(space, labelSelector: pods.Selector, cancellationToken: token),
            cancellationToken);
        var states = listed.Items.Select(pod => PodState.Of(pod, pods.Container)).ToList();
        states.ForEach(state => _known[state.Id] = state);
        foreach (var gone in _known.Keys.Except(states.Where(state => state.Phase != ContainerPhase.Ended).Select(state => state.Id)))
        {
            forwards.Leave(gone);
        }

        return [.. states.Select(Container)];
    }

    public override async Task<ContainerEvidence> EvidenceAsync(string container, CancellationToken cancellationToken)
    {
        var last = Known(container);
        var found = await cluster.TryAsync(
            (api, token) => api.CoreV1.ReadNamespacedPodAsync(last.Pod.Name(), space, cancellationToken: token), cancellationToken);
        if (found is not null && PodState.Of(found, pods.Container) is var now && now.Id == container)
        {
            return (_known[container] = now).Evidence;
        }

        // With no grace, the API forgets a pod before its node has killed it. Who is still connected to it knows.
        return last.Evidence with { State = forwards.IsConnected(container) ? "forgotten" : ContainerEvidence.Removed };
    }

    public override async Task<string?> EndAsync(string container, string? signal, CancellationToken cancellationToken)
    {
        var pod = Known(container).Pod;
        var options = new V1DeleteOptions
        {
            GracePeriodSeconds = signal == "SIGKILL" ? 0 : null,
            Preconditions = new V1Preconditions { Uid = pod.Uid() },
        };
        if (signal == "SIGTERM")
        {
            var eviction = new V1Eviction
            {
                ApiVersion = $"{V1Eviction.KubeGroup}/{V1Eviction.KubeApiVersion}",
                Kind = V1Eviction.KubeKind,
                Metadata = new V1ObjectMeta { Name = pod.Name(), NamespaceProperty = space },
                DeleteOptions = options,
            };
            await cluster.AskAsync(
                (api, token) => api.CoreV1.CreateNamespacedPodEvictionAsync(eviction, pod.Name(), space, cancellationToken: token),
                cancellationToken);
            return $"eviction of {pod.Name()}";
        }

        await cluster.AskAsync(
            (api, token) => api.CoreV1.DeleteNamespacedPodAsync(pod.Name(), space, options, cancellationToken: token), cancellationToken);
        return $"kubectl delete pod {pod.Name()}{(signal is null ? "" : " --grace-period=0 --force")}";
    }

    private PodState Known(string container) => _known.TryGetValue(container, out var state)
        ? state : throw new CopyRefusedException($"No pod of '{Name}' has had container {container}.");

    private EngineContainer Container(PodState state) => new(
        state.Id, _places.GetOrAdd(state.Pod.Name(), _ => _places.Count + 1), state.Phase, state.ExitCode,
        pods.Port is { } port && state.Phase == ContainerPhase.Running
            ? [forwards.Reach(state.Id, space, state.Pod.Name(), port)] : [])
    {
        StartedAt = state.StartedAt,
    };
}
