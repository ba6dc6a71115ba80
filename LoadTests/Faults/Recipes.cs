using static AspireStateless.Control.FaultKinds;
using static AspireStateless.Judging.Faults.FaultTraits;

namespace AspireStateless.LoadTests.Faults;

/// <summary>The recipes that scenarios choose from.</summary>
internal static class Recipes
{
    private const string Api = FaultCard.OfReplicas;
    private const string Redis = "redis";
    private const string Postgres = "postgres";

    public static FaultRecipe None { get; } = new() { Cards = [] };

    /// <summary>At least three in five losses of a replica are by SIGKILL, the rest are graceful stops; Redis is killed once.</summary>
    public static FaultRecipe ReplicasAndRedis { get; } = new()
    {
        Cards =
        [
            Store(Redis, Kill) with { Least = 1, Share = 0, InTheMiddle = true },
            Replica(Kill) with { Least = 5, Share = 3 },
            Replica(Stop) with { Least = 1, Share = 2 },
        ],
    };

    /// <summary>Replicas are killed all the time, some again as soon as they run, and Postgres once the sale is in full swing.</summary>
    public static FaultRecipe BlackFriday { get; } = new()
    {
        Cards =
        [
            Store(Postgres, Kill) with { Least = 1, Share = 0,
                Trigger = new FaultTrigger { Kind = OperationKind.PlaceOrder, Acknowledged = 300 } },
            Replica(Kill) with { Least = 5, Share = 4 },
            Replica(KillAgain) with { Least = 1, Share = 1 },
        ],
    };

    /// <summary>Every replica is replaced by one on an empty disk, one after another, then stopped and started, and so on.</summary>
    public static FaultRecipe RollingRestart { get; } = new()
    {
        Order = FaultOrder.InTurn,
        LeastGap = Seconds(3),
        MostGap = Seconds(5),
        Cards = [Replica(Replace), Replica(Stop)],
    };

    /// <summary>
    /// Every replica is paused in turn for longer than two leases of the job: whoever leads comes back to find another leader.
    /// </summary>
    public static FaultRecipe PausedLeader { get; } = new()
    {
        Order = FaultOrder.InTurn,
        LeastGap = Seconds(4),
        MostGap = Seconds(4.5),
        Cards = [LongPause],
    };

    /// <summary>Every way in which a store can be away, and records that nobody can read, one at a time.</summary>
    public static FaultRecipe StoreOutage { get; } = new()
    {
        LeastGap = Seconds(4),
        MostGap = Seconds(6),
        Cards = [.. OfStores.Select(card => card with { Least = 1, Share = 1 })],
    };

    /// <summary>One replica loses one store, or has it far away, while all others have both.</summary>
    public static FaultRecipe PartialPartition { get; } = new()
    {
        LeastGap = Seconds(3),
        MostGap = Seconds(5),
        Cards = [.. OfLinks.Select(card => card with { Least = 1, Share = 1 }), HoldAndKill with { Least = 1, Share = 1 }],
    };

    /// <summary>Redis loses all that it holds: what no service can keep a promise over.</summary>
    public static FaultRecipe WipedStore { get; } = new()
    {
        Cards = [Store(Redis, Wipe) with { Least = 1, Share = 0, InTheMiddle = true }],
    };

    /// <summary>What only an engine does that replaces what ends: it chooses who goes, so nothing else is done meanwhile.</summary>
    public static IReadOnlyList<FaultCard> OfAnEngine { get; } =
    [
        Replica(RollingUpdate) with { Least = 1, Share = 0, Alone = true },
        Replica(ScaleOut) with { Least = 1, Share = 0, Alone = true },
    ];

    /// <summary>All kinds, mixed; what is alone takes long, and comes no oftener than it has to.</summary>
    public static FaultRecipe Everything { get; } = new()
    {
        Cards = [.. OfReplicas.Concat(OfStores).Concat(OfLinks).Append(HoldAndKill)
            .Select(card => card with { Least = Math.Max(1, card.Least), Share = card.Alone ? 0 : 1 })],
    };

    /// <summary>Each of a few kinds after each: what one leaves behind is what the next meets.</summary>
    public static FaultRecipe Pairs { get; } = new()
    {
        Order = FaultOrder.OrderedPairs,
        Cards = [Replica(Kill), Replica(Stop), Replica(Pause) with { MostLasts = Seconds(3) }, Store(Redis, Kill), Store(Postgres, Kill)],
    };

    /// <summary>
    /// Few kinds, each three times, and far enough apart for one to be over before the next: what two builds are compared by.
    /// </summary>
    public static FaultRecipe Recovery { get; } = new()
    {
        LeastGap = Seconds(3),
        MostGap = Seconds(3.5),
        Cards = [.. new[] { Replica(Kill), Replica(Stop), Store(Redis, Kill), Store(Postgres, Kill) }
            .Select(card => card with { Least = 3, Share = 0, LeastLasts = Seconds(0.5), MostLasts = Seconds(1) })],
    };

    private static FaultCard[] OfReplicas =>
    [
        Replica(Kill),
        LeadersKill,
        Replica(Stop) with { Alone = true },
        Replica(KillAgain),
        Replica(Terminate),
        Replica(Replace),
        Replica(ScaleIn) with { MostLasts = Seconds(4) },
        Replica(Pause) with { LeastLasts = Seconds(1), MostLasts = Seconds(6) },
        LeadersPause,
        Replica(Starve) with
        {
            LeastLasts = Seconds(1),
            MostLasts = Seconds(4),
            Settings = random => new FaultSettings { DutyPercent = random.Next(40) + 10, PeriodMs = random.Next(150) + 50 },
        },
    ];

    private static FaultCard[] OfStores =>
    [
        // With enough written before it to prove that nothing of it is lost, and time after it to see what did not survive it.
        Store(Redis, Kill) with { InTheMiddle = true, LeastLasts = Seconds(1.5), Alone = true, QuietAfter = LongEnoughToMissATick },
        Store(Redis, Terminate),
        Store(Redis, Pause),
        Store(Redis, Demote) with { LeastLasts = Seconds(2), MostLasts = Seconds(4) },
        Store(Redis, Refuse) with { LeastLasts = Seconds(2), MostLasts = Seconds(4) },
        Poisoned(Redis, Poisons.Lease),
        Store(Redis, FlushProducts),
        Store(Postgres, Kill),
        Store(Postgres, Pause),
        Store(Postgres, ShutdownFast),
        Store(Postgres, ShutdownImmediate),
        Store(Postgres, KillBackend),
        Store(Postgres, ExhaustPool),
        Store(Postgres, Refuse) with { LeastLasts = Seconds(2), MostLasts = Seconds(4) },
        Poisoned(Postgres, Poisons.Key),
    ];

    private static FaultCard[] OfLinks => [.. new[] { Redis, Postgres }.SelectMany(store => new[]
    {
        OneLink(store, Latency) with { Settings = random => new FaultSettings { Ms = random.Next(180) + 20, JitterMs = random.Next(100) } },
        OneLink(store, Blackhole) with { Settings = random =>
            new FaultSettings { Direction = Directions[random.Next(Directions.Length)] } },
        OneLink(store, Reset),
        OneLink(store, HoldAnswer) with { Settings = Held },
    })];

    /// <summary>A replica is killed while an answer of a store to some replica is held.</summary>
    private static FaultCard HoldAndKill => Replica(Kill) with { Trigger = new FaultTrigger { WhileAnswerIsHeld = true } };

    /// <summary>
    /// The replica that leads is lost, and all others are left alone until another has to have taken over.
    /// </summary>
    private static FaultCard LeadersKill => Replica(Kill) with
    {
        Trigger = new FaultTrigger { WhileItLeads = true, WhoeverLeads = true },
        Alone = true,
        LeastLasts = LongEnoughToMissATick,
        MostLasts = LongEnoughToMissATick,
    };

    /// <summary>For longer than two leases of the recurring job.</summary>
    private static FaultCard LongPause => Replica(Pause) with { LeastLasts = Seconds(2.2), MostLasts = Seconds(3.2) };

    /// <summary>Who led finds another leader when the pause is over.</summary>
    private static FaultCard LeadersPause => LongPause with { Least = 3, Trigger = new FaultTrigger { WhileItLeads = true } };

    // Longer than the Api's job may be without a tick when nothing keeps it from one, and the lease of a leader that is lost.
    private static TimeSpan LongEnoughToMissATick => Seconds(6.5);

    private static string[] Directions => ["both", "to-store", "from-store"];

    private static FaultSettings Held(RandomStream random) => new() { Nth = random.Next(20) + 1, HoldMs = random.Next(1500) + 500 };

    private static FaultCard Replica(string kind) => new() { Kind = kind, Resource = Api, Share = 1 };

    private static FaultCard Store(string store, string kind) =>
        new() { Kind = kind, Resource = store, Share = 1, LeastLasts = Seconds(0.5), MostLasts = Seconds(2.5) };

    // Longer than twice the time between two looks of whoever reads it.
    private static FaultCard Poisoned(string store, FaultSettings record) =>
        Store(store, Poison) with { LeastLasts = Seconds(2.5), MostLasts = Seconds(3.5), Settings = _ => record };

    private static FaultCard OneLink(string store, string kind) =>
        Store(store, kind) with { OneReplica = true, LeastLasts = Seconds(1), MostLasts = Seconds(3) };

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
