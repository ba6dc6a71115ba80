namespace AspireStateless.Control.Evidence;

/// <summary>Evidence of a fault on a link.</summary>
/// <param name="Store">The store's instance.</param>
/// <param name="Replica">The only instance that is concerned; null concerns all.</param>
/// <param name="Connections">How many connections were concerned when it began.</param>
public sealed record LinkEvidence(string Store, string? Replica, int Connections, long At)
{
    /// <summary>How many of them were reset.</summary>
    public int ConnectionsReset { get; init; }

    /// <summary>Bytes of the answer that is held.</summary>
    public long BytesHeld { get; init; }
}
