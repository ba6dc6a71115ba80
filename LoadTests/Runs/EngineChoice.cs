using AspireStateless.LoadTests.Engines;
using AspireStateless.LoadTests.Engines.Kubernetes;

namespace AspireStateless.LoadTests.Runs;

/// <summary>Which engine runs the replicas, by the option that says so, and what it calls them.</summary>
/// <param name="Name">Null for all that it runs.</param>
internal sealed record EngineChoice(string Option, string? Name)
{
    public const string Docker = "--docker";
    public const string Kubernetes = "--kubernetes";

    public override string ToString() => $"{Option} {Name}";

    public async Task<IEngine> OpenAsync(CancellationToken cancellationToken) => Option == Docker
        ? await DockerEngine.OpenAsync(Environment.GetEnvironmentVariable("DOCKER_HOST"), cancellationToken)
        : new KubernetesEngine(await Cluster.OpenAsync(cancellationToken));
}
