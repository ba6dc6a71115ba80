using AspireStateless.Control.Evidence;

namespace AspireStateless.LoadTests.Engines;

/// <summary>A service of a container engine, which can be asked about each container, and told to signal, stop or freeze it.</summary>
internal abstract class DockerService(DockerEngine engine, string name) : EngineService(name)
{
    protected DockerEngine Engine => engine;

    public override (string Reason, string Advice)? WithoutAddresses(IReadOnlyList<EngineContainer> containers) => containers
        .Where(container => container.Phase == ContainerPhase.Running).Select(container => container.Ports.Count).Distinct().ToList() switch
    {
        [1] or [] => null,
        [0] => Unpublished("publishes no port"),
        _ => Unpublished("publishes several ports, and which one speaks HTTP is not said"),
    };

    public override Task<ContainerEvidence> EvidenceAsync(string container, CancellationToken cancellationToken) =>
        engine.EvidenceAsync(container, cancellationToken);

    public override async Task<string?> EndAsync(string container, string? signal, CancellationToken cancellationToken)
    {
        if (signal is null)
        {
            await engine.DoAsync((docker, token) => docker.Containers.StopContainerAsync(container, new(), token), cancellationToken);
            return "docker stop";
        }

        await engine.DoAsync(
            (docker, token) => docker.Containers.KillContainerAsync(container, new() { Signal = signal }, token), cancellationToken);
        return null;
    }

    public override Task PauseAsync(string container, CancellationToken cancellationToken) =>
        engine.DoAsync((docker, token) => docker.Containers.PauseContainerAsync(container, token), cancellationToken);

    protected static (string Reason, string Advice) Unpublished(string reason) =>
        (reason, "Each replica needs one published port of its own; docs/deploy.md shows how.");
}
