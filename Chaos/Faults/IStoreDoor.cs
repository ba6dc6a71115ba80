namespace AspireStateless.Chaos.Faults;

/// <summary>What a store lets its clients in by. Methods throw what the client library throws.</summary>
internal interface IStoreDoor
{
    /// <summary>
    /// Refuses the clients' credentials and cuts off whoever is in. None of it is kept on a disk: a store that is started anew knows
    /// nothing of it.
    /// </summary>
    Task<RefuseEvidence> CloseAsync(CancellationToken cancellationToken);

    /// <summary>Takes the credentials again. May be tried again when it failed, and where nothing was closed.</summary>
    Task OpenAsync(CancellationToken cancellationToken);
}
