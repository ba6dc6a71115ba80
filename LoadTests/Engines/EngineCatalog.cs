using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;
using Docker.DotNet.Models;

namespace AspireStateless.LoadTests.Engines;

/// <summary>What there is on an engine, and which of it a name means: a Compose project, or a stack or a service of a Swarm.</summary>
internal sealed class EngineCatalog
{
    private readonly DockerEngine _engine;
    private readonly List<(string Project, string Service)> _compose;
    private readonly List<Docker.DotNet.Models.SwarmService> _swarm;

    private EngineCatalog(
        DockerEngine engine, List<(string Project, string Service)> compose, List<Docker.DotNet.Models.SwarmService> swarm) =>
        (_engine, _compose, _swarm) = (engine, compose, swarm);

    private string All => Names(_compose, _swarm) is { Length: > 0 } all ? $"There are: {all}." : "It runs none.";

    /// <exception cref="CopyRefusedException">The engine does not tell.</exception>
    public static async Task<EngineCatalog> ReadAsync(DockerEngine engine, CancellationToken cancellationToken)
    {
        var containers = await engine.AskAsync(
            (docker, token) => docker.Containers.ListContainersAsync(
                new() { All = true, Filters = EngineFilters.Labels(ComposeService.ProjectLabel) }, token),
            cancellationToken);
        var info = await engine.AskAsync((docker, token) => docker.System.GetSystemInfoAsync(token), cancellationToken);
        IEnumerable<Docker.DotNet.Models.SwarmService> services = info.Swarm?.ControlAvailable == true
            ? await engine.AskAsync(
                (docker, token) => docker.Swarm.ListServicesAsync(new ServiceListParameters(), token), cancellationToken)
            : [];
        return new EngineCatalog(
            engine,
            [.. containers.Select(one => one.Labels)
                .Select(labels => (labels.GetValue(ComposeService.ProjectLabel)!, labels.GetValue(ComposeService.ServiceLabel)!))
                .Distinct()],
            [.. services]);
    }

    /// <summary>The service that is meant.</summary>
    /// <param name="name">As the user gave it: <c>project</c>, <c>project/service</c>, <c>stack</c>, or a service of a Swarm.</param>
    /// <param name="usual">Which service of a project or a stack, where the name does not say.</param>
    /// <exception cref="BadInputException">There is none, or more than one.</exception>
    public DockerService Find(string name, string usual)
    {
        var compose = name.Split('/', 2) is [var project, var service]
            ? _compose.Where(one => one == (project, service)).ToList()
            : Chosen(_compose.Where(one => one.Project == name).ToList(), static one => one.Service, usual);
        var swarm = _swarm.Find(one => one.Spec?.Name == name) is { } exact
            ? [exact]
            : Chosen(_swarm.Where(one => StackOf(one) == name).ToList(), one => one.Spec!.Name![(name.Length + 1)..], usual);
        return (compose, swarm) switch
        {
            ([var one], []) => new ComposeService(_engine, one.Project, one.Service),
            ([], [var one]) => new SwarmService(_engine, one.ID!, one.Spec!.Name!),
            ([], []) => throw new BadInputException(
                $"The engine at {_engine.Address} has no Compose project and no Swarm service '{name}'.", All),
            _ => throw new BadInputException(
                $"'{name}' may be several: {Names(compose, swarm)}.", "Name one of them so."),
        };
    }

    /// <summary>The store of a name beside a service: of the same project, or the same stack.</summary>
    /// <returns>Null where there is none.</returns>
    public EngineService? StoreBeside(DockerService service, string store)
    {
        if (service is ComposeService { Project: var project })
        {
            return _compose.Contains((project, store)) ? new ComposeService(_engine, project, store) : null;
        }

        var own = _swarm.Find(one => one.Spec?.Name == service.Name);
        var name = StackOf(own) is { } stack ? $"{stack}_{store}" : store;
        return _swarm.Find(one => one.Spec?.Name == name) is { } found ? new SwarmService(_engine, found.ID!, name) : null;
    }

    private static string Names(
        IEnumerable<(string Project, string Service)> compose, IEnumerable<Docker.DotNet.Models.SwarmService> swarm) => string.Join(
        ", ",
        compose.Select(one => $"{one.Project}/{one.Service}").Concat(swarm.Select(one => one.Spec!.Name!)).Order(StringComparer.Ordinal));

    // That of the usual name, else the only one that is no store, else all, among which the user has to choose.
    private static List<T> Chosen<T>(List<T> services, Func<T, string> nameOf, string usual) =>
        services.FindAll(one => nameOf(one) == usual) is [_] named ? named
        : services.FindAll(one => !FaultTraits.IsOfStore(nameOf(one))) is [_] only ? only
        : services;

    private static string? StackOf(Docker.DotNet.Models.SwarmService? service) => service?.Spec?.Labels.GetValue(SwarmService.StackLabel);
}
