using System.Globalization;
using Docker.DotNet.Models;

namespace AspireStateless.LoadTests.Engines;

/// <summary>A service of a Compose project: containers that carry its labels, and stay when they have ended.</summary>
internal sealed class ComposeService(DockerEngine engine, string project, string service) : DockerService(engine, $"{project}/{service}")
{
    public const string ProjectLabel = "com.docker.compose.project";
    public const string ServiceLabel = "com.docker.compose.service";
    private const string NumberLabel = "com.docker.compose.container-number";
    private const string OneOffLabel = "com.docker.compose.oneoff";

    public string Project => project;

    public override bool ReplacesEnded => false;

    public override IReadOnlyList<string> Unable => [FaultKinds.Replace, FaultKinds.RollingUpdate, FaultKinds.ScaleOut];

    public override string AdviceForFew(int running) => "docker compose up --detach --scale SERVICE=3";

    public override async Task<IReadOnlyList<EngineContainer>> LookAsync(CancellationToken cancellationToken)
    {
        var listed = await Engine.AskAsync(
            (docker, token) => docker.Containers.ListContainersAsync(
                new() { All = true, Filters = EngineFilters.Labels($"{ProjectLabel}={project}", $"{ServiceLabel}={service}") }, token),
            cancellationToken);
        var containers = await Task.WhenAll(listed.Where(one => one.Labels.GetValue(OneOffLabel) != "True").Select(async one =>
            await Engine.InspectAsync(one.ID, cancellationToken) is { } found ? Container(one, found) : null));
        return [.. containers.OfType<EngineContainer>()];
    }

    private static EngineContainer Container(ContainerListResponse listed, ContainerInspectResponse found) => new(
        listed.ID,
        long.Parse(listed.Labels.GetValue(NumberLabel) ?? "0", CultureInfo.InvariantCulture),
        found.State switch
        {
            { Status: "running", Health.Status: "starting" } => ContainerPhase.Starting,
            { Running: true } => ContainerPhase.Running,
            { Status: "exited" or "dead" } => ContainerPhase.Ended,
            { Status: "removing" } => ContainerPhase.Stopping,
            _ => ContainerPhase.Starting,
        },
        found.State?.ExitCode,
        EngineContainer.PortsOf(found))
    {
        StartedAt = EngineContainer.Started(found),
    };
}
