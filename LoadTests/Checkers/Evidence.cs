namespace AspireStateless.LoadTests.Checkers;

/// <summary>Kinds of observation that put a promise to the test: a run without them proves nothing.</summary>
internal enum Evidence
{
    /// <summary>A client's answered request, answered by another replica than its last.</summary>
    Hops,

    /// <summary>Reads answered after the death of a replica that had taken a visit of that page.</summary>
    ReadsAfterDeath,

    /// <summary>Visits that lost their answer because the replica, or the store, was killed while they were under way.</summary>
    InFlightAtKill,

    /// <summary>Acknowledged visits that were delivered, and answered, once more.</summary>
    Duplicates,

    /// <summary>Visits of unknown outcome that were sent again under their key, and answered.</summary>
    Retries,

    /// <summary>Final reads: each page from each replica.</summary>
    FinalReads,

    /// <summary>Generations that took a visit and are proven to have ended before the final reads.</summary>
    GenerationsGone,

    /// <summary>Replicas lost to faults that are confirmed.</summary>
    ReplicasLost,

    /// <summary>Those of them lost by SIGKILL.</summary>
    ReplicasKilled,

    /// <summary>Kills of a store that are confirmed.</summary>
    StoreKills,

    /// <summary>Visits acknowledged before the last kill of a store, of pages read after it.</summary>
    ReadBackAfterStoreKill,

    /// <summary>Stores whose live settings make an acknowledged write survive a loss of power.</summary>
    DurableStores,

    /// <summary>Visits whose outcome is known in the end.</summary>
    Resolved,
}

/// <summary>How often something was observed, and how often it has to be.</summary>
internal sealed record EvidenceCount(Evidence Kind, long Count, long Needed)
{
    public bool Reached => Count >= Needed;

    public string Name => Kind switch
    {
        Evidence.Hops => "hops between replicas",
        Evidence.ReadsAfterDeath => "reads after the death of a replica that took a visit",
        Evidence.InFlightAtKill => "visits in flight at a kill",
        Evidence.Duplicates => "duplicates delivered",
        Evidence.Retries => "retries of unknown outcomes",
        Evidence.FinalReads => "final reads, every page from every replica",
        Evidence.GenerationsGone => "processes that took a visit, all gone",
        Evidence.ReplicasLost => "replicas lost",
        Evidence.ReplicasKilled => "replicas lost by SIGKILL",
        Evidence.StoreKills => "kills of Redis",
        Evidence.ReadBackAfterStoreKill => "visits read back after a kill of Redis",
        Evidence.DurableStores => "stores set to survive power loss",
        Evidence.Resolved => "outcomes known in the end",
        _ => Kind.ToString(),
    };
}
