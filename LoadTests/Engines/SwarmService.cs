using System.Collections.Concurrent;
using AspireStateless.LoadTests.Targets;
using Docker.DotNet.Models;

namespace AspireStateless.LoadTests.Engines;

/// <summary>A service of a Swarm: tasks in slots, each with a container, which the Swarm replaces when it ends.</summary>
/// <param name="service">Its id.</param>
internal sealed class SwarmService(DockerEngine engine, string service, string name) : DockerService(engine, name)
{
    public const string StackLabel = "com.docker.stack.namespace";
    private readonly ConcurrentDictionary<string, (DateTimeOffset StartedAt, IReadOnlyList<int> Ports)> _known =
        new(StringComparer.Ordinal);

    /// <summary>Its id, which stays where its name is used again.</summary>
    public override string Id => service;

    public override bool ReplacesEnded => true;

    public override IReadOnlyList<string> Unable => [];

    public override string AdviceForFew(int running) => Scaled(3);

    public override async Task<IReadOnlyList<EngineContainer>> LookAsync(CancellationToken cancellationToken)
    {
        var tasks = await Engine.AskAsync(
            (docker, token) => docker.Tasks.ListAsync(new() { Filters = EngineFilters.Of("service", service) }, token), cancellationToken);
        var containers = new List<EngineContainer>();
        foreach (var task in tasks.Where(task => task.Status?.ContainerStatus?.ContainerID is { Length: > 0 }))
        {
            var (id, status) = (task.Status!.ContainerStatus!.ContainerID!, task.Status);
            var phase = PhaseOf(task);
            var (startedAt, ports) = await OfEngineAsync(id, cancellationToken);
            containers.Add(new EngineContainer(
                id, task.Slot ?? 0, phase, phase == ContainerPhase.Ended ? status.ContainerStatus!.ExitCode : null, ports)
            {
                StartedAt = startedAt,
            });
        }

        return containers;
    }

    public override (string Reason, string Advice)? WithoutAddresses(IReadOnlyList<EngineContainer> containers) =>
        containers.Any(container => container is { Phase: ContainerPhase.Running } && container.StartedAt == default)
            ? Unpublished("runs on other nodes of the Swarm too, whose engines have to be asked themselves")
            : base.WithoutAddresses(containers) is var (reason, _)
                ? Unpublished($"{reason} by itself: the routing mesh has one address for all replicas (publish with mode: host)")
                : null;

    public override async Task<ulong> ReplicasAsync(CancellationToken cancellationToken) =>
        (await InspectAsync(cancellationToken)).Spec?.Mode?.Replicated?.Replicas
            ?? throw new CopyRefusedException($"'{Name}' has no number of replicas: it runs once on every node.");

    public override async Task<string> ScaleAsync(ulong replicas, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            spec => (spec.Mode?.Replicated ?? throw new CopyRefusedException($"'{Name}' has no number of replicas.")).Replicas = replicas,
            cancellationToken);
        return Scaled(replicas);
    }

    public override async Task<string> UpdateAsync(CancellationToken cancellationToken)
    {
        await ChangeAsync(static spec => spec.TaskTemplate!.ForceUpdate++, cancellationToken);
        return $"docker service update --force {Name}";
    }

    public override async Task<string?> UpdateStateAsync(CancellationToken cancellationToken) =>
        (await InspectAsync(cancellationToken)).UpdateStatus is { State: not "completed" } status
            ? $"{status.State}: {status.Message}" : null;

    private string Scaled(ulong replicas) => FormattableString.Invariant($"docker service scale {Name}={replicas}");

    private Task<Docker.DotNet.Models.SwarmService> InspectAsync(CancellationToken cancellationToken) =>
        Engine.AskAsync((docker, token) => docker.Swarm.InspectServiceAsync(service, token), cancellationToken);

    private async Task ChangeAsync(Action<ServiceSpec> change, CancellationToken cancellationToken)
    {
        var now = await InspectAsync(cancellationToken);
        change(now.Spec!);
        await Engine.DoAsync(
            (docker, token) => docker.Swarm.UpdateServiceAsync(
                service, new ServiceUpdateParameters { Service = now.Spec!, Version = (long)now.Version!.Index!.Value }, token),
            cancellationToken);
    }

    // The engine knows more of a container than the Swarm: which of its ports is of IPv4. Of one on another node it knows nothing.
    private async Task<(DateTimeOffset StartedAt, IReadOnlyList<int> Ports)> OfEngineAsync(
        string container, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(container, out var known))
        {
            return known;
        }

        var found = await Engine.InspectAsync(container, cancellationToken);
        return found?.State switch
        {
            null => (default, []),
            { Status: "created" } => (EngineContainer.Started(found), []),
            _ => _known[container] = (EngineContainer.Started(found), EngineContainer.PortsOf(found)),
        };
    }

    private static ContainerPhase PhaseOf(TaskResponse task) => task switch
    {
        {
            Status.State: TaskState.Complete or TaskState.Shutdown or TaskState.Failed or TaskState.Rejected or TaskState.Orphaned
            or TaskState.Remove
        } => ContainerPhase.Ended,
        { DesiredState: not (TaskState.Running or TaskState.Ready or TaskState.Accepted) } => ContainerPhase.Stopping,
        { Status.State: TaskState.Running } => ContainerPhase.Running,
        _ => ContainerPhase.Starting,
    };
}
