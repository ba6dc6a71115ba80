using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>How something that was done to an engine is undone, by whoever comes to it first.</summary>
/// <param name="Service">Whose it is, for people.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Id">Of the container, or of the service that is scaled.</param>
/// <param name="Replicas">How many it is to have.</param>
internal sealed record Undo(string Service, UndoKind Kind, string Id, ulong Replicas = 0)
{
    public override string ToString() => Kind switch
    {
        UndoKind.Resume => $"container {Id[..12]} of {Service} goes on",
        UndoKind.Start => $"container {Id[..12]} of {Service} is started",
        _ => $"{Service} has {Replicas} replicas again",
    };

    /// <param name="name">Of a service, or of the project or the stack that it is in; null for all.</param>
    public bool IsOf(string? name) => name is null || Service == name
        || Service.StartsWith($"{name}_", StringComparison.Ordinal) || Service.StartsWith($"{name}/", StringComparison.Ordinal);

    /// <summary>Gives a service its number of replicas, unless it has it.</summary>
    /// <returns>Whether there was something to do.</returns>
    /// <exception cref="CopyRefusedException">The engine refuses.</exception>
    public async Task<bool> ScaleAsync(EngineService service, CancellationToken cancellationToken)
    {
        if (await service.ReplicasAsync(cancellationToken) == Replicas)
        {
            return false;
        }

        await service.ScaleAsync(Replicas, cancellationToken);
        return true;
    }
}

/// <summary>What undoes a fault.</summary>
internal enum UndoKind
{
    /// <summary>Lets a paused container go on.</summary>
    Resume,

    /// <summary>Starts an ended container that nobody replaces.</summary>
    Start,

    /// <summary>Gives a service the number of replicas that it had.</summary>
    Scale,
}
