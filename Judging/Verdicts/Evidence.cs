namespace AspireStateless.Judging.Verdicts;

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

    /// <summary>Visits acknowledged before the last kill of Redis, of pages read after it.</summary>
    ReadBackAfterStoreKill,

    /// <summary>Stores whose live settings make an acknowledged write survive a loss of power.</summary>
    DurableStores,

    /// <summary>Keyed writes whose outcome is known in the end.</summary>
    Resolved,

    /// <summary>Operations of the promise that were answered.</summary>
    Operations,

    /// <summary>Acknowledged writes that began while another one of the same subject was under way.</summary>
    ConcurrentWrites,

    /// <summary>Pairs of the generation that issued a token and another that judged it.</summary>
    TokenCells,

    /// <summary>Uses of tokens after the generation that issued them was gone.</summary>
    OldTokens,

    /// <summary>Uses of tokens after their end was acknowledged.</summary>
    UsesAfterEnd,

    /// <summary>Uses of a session when it had to be there.</summary>
    MustBeAlive,

    /// <summary>Uses of a session when it had to be gone.</summary>
    MustBeDead,

    /// <summary>Carts that were bought, and looked at after it.</summary>
    CartsBought,

    /// <summary>Units sold.</summary>
    UnitsSold,

    /// <summary>Orders refused because there were not as many units left.</summary>
    SoldOut,

    /// <summary>Orders acknowledged before the last kill of Postgres, and found in the list of all orders.</summary>
    OrdersReadBack,

    /// <summary>Reads of a product after its reader had written it, or seen it newer, elsewhere.</summary>
    GuardedReads,

    /// <summary>Ticks of the recurring job.</summary>
    Ticks,

    /// <summary>Changes of the leader of the recurring job.</summary>
    Leaders,

    /// <summary>Graceful stops that are confirmed.</summary>
    Stops,

    /// <summary>Requests under way to a replica that was stopping.</summary>
    RequestsWhileStopping,

    /// <summary>Outages of a store that are confirmed.</summary>
    Outages,

    /// <summary>Requests that needed a store that was away.</summary>
    RequestsDuringOutage,

    /// <summary>Requests that did not need the store that was away, and were answered.</summary>
    ServedDuringOutage,
}

/// <summary>How often something was observed, and how often it has to be.</summary>
internal sealed record EvidenceCount(Evidence Kind, long Count, long Needed)
{
    public bool Reached => Count >= Needed;

    public string Name => Kind switch
    {
        Evidence.Hops => "hops between replicas",
        Evidence.ReadsAfterDeath => "reads after the death of a replica that took a write",
        Evidence.InFlightAtKill => "writes in flight at a kill",
        Evidence.Duplicates => "duplicates delivered",
        Evidence.Retries => "retries of unknown outcomes",
        Evidence.FinalReads => "final reads, everything from every replica",
        Evidence.GenerationsGone => "processes that took a write, all gone",
        Evidence.ReplicasLost => "replicas lost",
        Evidence.ReplicasKilled => "replicas lost by SIGKILL",
        Evidence.StoreKills => "kills of a store",
        Evidence.ReadBackAfterStoreKill => "visits read back after a kill of Redis",
        Evidence.DurableStores => "stores set to survive power loss",
        Evidence.Resolved => "outcomes known in the end",
        Evidence.Operations => "operations answered",
        Evidence.ConcurrentWrites => "writes that met another one",
        Evidence.TokenCells => "pairs of issuing and judging process",
        Evidence.OldTokens => "tokens used after their issuer was gone",
        Evidence.UsesAfterEnd => "uses of ended tokens",
        Evidence.MustBeAlive => "uses just before a session may end",
        Evidence.MustBeDead => "uses just after a session must have ended",
        Evidence.CartsBought => "carts bought and looked at after it",
        Evidence.UnitsSold => "units sold",
        Evidence.SoldOut => "orders refused as sold out",
        Evidence.OrdersReadBack => "orders read back after a kill of Postgres",
        Evidence.GuardedReads => "reads that could have gone back",
        Evidence.Ticks => "ticks",
        Evidence.Leaders => "changes of the leader",
        Evidence.Stops => "graceful stops",
        Evidence.RequestsWhileStopping => "requests to a replica that was stopping",
        Evidence.Outages => "outages of a store",
        Evidence.RequestsDuringOutage => "requests that needed a store that was away",
        Evidence.ServedDuringOutage => "requests served although a store was away",
        _ => Kind.ToString(),
    };
}
