using AspireStateless.Control.Evidence;
using k8s.Models;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>What the API says of a pod, and of the container in it that serves.</summary>
internal sealed record PodState(V1Pod Pod, V1ContainerStatus? Container)
{
    public static PodState Of(V1Pod pod, string container) =>
        new(pod, pod.Status?.ContainerStatuses?.FirstOrDefault(one => one.Name == container));

    /// <summary>Of its container, which has another after each start; of the pod, before its first.</summary>
    public string Id => Container?.ContainerID is { Length: > 0 } id ? id[(id.IndexOf("//", StringComparison.Ordinal) + 2)..] : Pod.Uid();

    public DateTimeOffset StartedAt => Utc(Container?.State?.Running?.StartedAt ?? Container?.State?.Terminated?.StartedAt);

    public int? ExitCode => Container?.State?.Terminated?.ExitCode;

    /// <summary>Running before it is ready: who asks it for something sees for himself whether it is.</summary>
    public ContainerPhase Phase => (Pod, Container?.State) switch
    {
        (_, { Terminated: not null }) or ({ Status.Phase: "Failed" or "Succeeded" }, _) => ContainerPhase.Ended,
        ({ Metadata.DeletionTimestamp: not null }, _) => ContainerPhase.Stopping,
        (_, { Running: not null }) when Container!.Started != false => ContainerPhase.Running,
        _ => ContainerPhase.Starting,
    };

    public ContainerEvidence Evidence => new(Id, Word, 0, ExitCode)
    {
        StartedAt = StartedAt == default ? null : StartedAt,
        Pod = new PodEvidence(Pod.Name(), Pod.Uid(), Container?.RestartCount ?? 0),
    };

    private string Word => Container?.State switch
    {
        { Running: not null } => "running",
        { Terminated: not null } => "exited",
        _ => "waiting",
    };

    private static DateTimeOffset Utc(DateTime? at) => at is { } time ? new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero) : default;
}
