using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>A service as an engine knows it: what its containers are, and what the engine itself can do with their number.</summary>
internal abstract class EngineService(DockerEngine engine, string name)
{
    /// <summary>As its engine's commands call it.</summary>
    public string Name => name;

    /// <summary>Whether the engine puts another container in the place of one that has ended.</summary>
    public abstract bool ReplacesEnded { get; }

    protected DockerEngine Engine => engine;

    /// <summary>All that it has, and had lately.</summary>
    /// <exception cref="CopyRefusedException">The engine does not tell.</exception>
    public abstract Task<IReadOnlyList<EngineContainer>> LookAsync(CancellationToken cancellationToken);

    /// <summary>Why no replica of it has an address; null where they have.</summary>
    public virtual string? WithoutAddresses(IReadOnlyList<EngineContainer> containers) => containers
        .Where(container => container.Phase == ContainerPhase.Running).Select(container => container.Ports.Count).Distinct().ToList() switch
    {
        [1] or [] => null,
        [0] => "publishes no port",
        _ => "publishes several ports, and which one speaks HTTP is not said",
    };

    /// <summary>How many containers it is to have.</summary>
    /// <exception cref="CopyRefusedException">The engine has no such number.</exception>
    public virtual Task<ulong> ReplicasAsync(CancellationToken cancellationToken) => throw Unable("scales");

    /// <summary>Has the engine start or end containers until there are so many.</summary>
    /// <exception cref="CopyRefusedException">The engine cannot.</exception>
    public virtual Task ScaleAsync(ulong replicas, CancellationToken cancellationToken) => throw Unable("scales");

    /// <summary>Has the engine replace every container by another, as its update policy says.</summary>
    /// <exception cref="CopyRefusedException">The engine cannot.</exception>
    public virtual Task UpdateAsync(CancellationToken cancellationToken) => throw Unable("updates");

    /// <returns>Null where the update is over; else what it is.</returns>
    public virtual Task<string?> UpdateStateAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private CopyRefusedException Unable(string does) => new($"'{name}' is of Compose, and no engine {does} that by itself.");
}
