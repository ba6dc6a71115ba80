using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>A service as an engine knows it: what its containers are, and what the engine can do with them and their number.</summary>
internal abstract class EngineService(string name)
{
    /// <summary>As its engine's commands call it.</summary>
    public string Name => name;

    /// <summary>What its engine knows it by, for the record of what is to be undone.</summary>
    public virtual string Id => name;

    /// <summary>Whether the engine puts another container in the place of one that has ended.</summary>
    public abstract bool ReplacesEnded { get; }

    /// <summary>Kinds of fault that the engine has no means for, of those that one may have.</summary>
    public abstract IReadOnlyList<string> Unable { get; }

    /// <summary>How long a container may take to end before it is killed.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(6);

    /// <summary>What makes it judgeable where too few replicas run.</summary>
    /// <param name="running">How many do.</param>
    public abstract string AdviceForFew(int running);

    /// <summary>All that it has, and had lately.</summary>
    /// <exception cref="CopyRefusedException">The engine does not tell.</exception>
    public abstract Task<IReadOnlyList<EngineContainer>> LookAsync(CancellationToken cancellationToken);

    /// <summary>Why no replica of it has an address, and what gives it one; null where they have.</summary>
    public abstract (string Reason, string Advice)? WithoutAddresses(IReadOnlyList<EngineContainer> containers);

    /// <summary>What the engine says of a container now.</summary>
    /// <exception cref="CopyRefusedException">It does not answer, or says no.</exception>
    public abstract Task<ContainerEvidence> EvidenceAsync(string container, CancellationToken cancellationToken);

    /// <summary>Has the engine end a container.</summary>
    /// <param name="signal">How; null for the engine's own stop.</param>
    /// <returns>What of its engine's it is equivalent to; null where the signal says it.</returns>
    /// <exception cref="CopyRefusedException">The engine refuses.</exception>
    public abstract Task<string?> EndAsync(string container, string? signal, CancellationToken cancellationToken);

    /// <summary>Has the engine freeze a container.</summary>
    /// <exception cref="CopyRefusedException">The engine cannot.</exception>
    public virtual Task PauseAsync(string container, CancellationToken cancellationToken) => throw Cannot("pauses");

    /// <summary>How many containers it is to have.</summary>
    /// <exception cref="CopyRefusedException">The engine has no such number.</exception>
    public virtual Task<ulong> ReplicasAsync(CancellationToken cancellationToken) => throw Cannot("scales");

    /// <summary>Has the engine start or end containers until there are so many.</summary>
    /// <returns>What of its engine's it is equivalent to.</returns>
    /// <exception cref="CopyRefusedException">The engine cannot.</exception>
    public virtual Task<string> ScaleAsync(ulong replicas, CancellationToken cancellationToken) => throw Cannot("scales");

    /// <summary>Has the engine replace every container by another, as its update policy says.</summary>
    /// <returns>What of its engine's it is equivalent to.</returns>
    /// <exception cref="CopyRefusedException">The engine cannot.</exception>
    public virtual Task<string> UpdateAsync(CancellationToken cancellationToken) => throw Cannot("updates");

    /// <returns>Null where the update is over; else what it is.</returns>
    public virtual Task<string?> UpdateStateAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Waits a little until the engine itself says that an update is over, where it says so as soon as it is.</summary>
    /// <returns>False where it does not.</returns>
    public virtual Task<bool> SettlesAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    private CopyRefusedException Cannot(string does) => new($"'{name}' is of an engine that never {does} by itself.");
}
