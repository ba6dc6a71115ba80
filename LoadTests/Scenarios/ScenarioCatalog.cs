using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>The scenarios there are.</summary>
internal static class ScenarioCatalog
{
    // What others are variations of: visits alone; every feature, with nothing done to the system; every feature while all of it is broken.
    private static readonly Scenario Visits = new()
    {
        Name = "visits",
        Summary = "visits through all replicas, no faults; needs no users",
        Duration = Seconds(20),
        Rate = 200,
        Traffic = Mix("visits"),
        Faults = Recipes.None,
        LeastReplicas = 1,
        Promises = new EvidenceMinimums
        {
            ["Visits"] = [(Evidence.Hops, 1000), (Evidence.Duplicates, 50), (Evidence.Retries, 5)],
            ["Durability"] = [],
        },
    };

    private static readonly Scenario Smoke = new()
    {
        Name = "smoke",
        Summary = "every feature through all replicas, no faults",
        Duration = Seconds(20),
        Rate = 250,
        Traffic = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            // Weighted so that each workload sees enough within a scenario's own duration and rate.
            ["visits"] = 33,
            ["sessions"] = 20,
            ["tokens"] = 4,
            ["carts"] = 16,
            ["catalog"] = 12,
            ["orders"] = 9,
            ["jobs"] = 1,
            ["knocks"] = 5,
            ["probes"] = 5,
            ["lifecycles"] = 1,
            ["contracts"] = 3,
            [WorkloadCatalog.Throttles] = 1,
        },
        Faults = Recipes.None,
        LeastReplicas = 1,
        Promises = AllPromises.FaultFree(1),
    };

    private static readonly Scenario Chaos = Smoke with
    {
        Name = "chaos",
        Summary = "every feature while replicas, stores and links are broken in every way there is",
        Duration = Seconds(160),
        Traffic = new Dictionary<string, double>(Smoke.Traffic, StringComparer.Ordinal) { ["expiry"] = 3 },
        Faults = Recipes.Everything,
        LeastReplicas = 2,
        // As long as what is left of a session has to be for its last look, after the traffic and the end of every process that wrote.
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Sessions:Lifetime"] = "00:00:30" },
        Promises = AllPromises.UnderFaults,
    };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Visits,
        Visits with
        {
            Name = "visits-chaos",
            Summary = "visits while replicas and Redis are killed, stopped and started again",
            Duration = Seconds(60),
            Rate = 300,
            Faults = Recipes.ReplicasAndRedis,
            LeastReplicas = 2,
            Promises = new EvidenceMinimums
            {
                ["Visits"] =
                [
                    (Evidence.Hops, 3000), (Evidence.Duplicates, 200), (Evidence.Retries, 20), (Evidence.ReadsAfterDeath, 500),
                    (Evidence.InFlightAtKill, 5), (Evidence.ReplicasLost, 10), (Evidence.ReplicasKilled, 5),
                ],
                ["Durability"] = [(Evidence.StoreKills, 1), (Evidence.ReadBackAfterStoreKill, 1000)],
            },
        },
        Smoke,
        Smoke with
        {
            Name = "steady",
            Summary = "as smoke, for a minute: what the system does when nothing happens to it",
            Duration = Seconds(60),
            Rate = 300,
            Promises = AllPromises.FaultFree(3),
        },
        Chaos,
        Chaos with
        {
            Name = "pairs",
            Summary = "every feature while each of five faults follows each",
            Duration = Seconds(100),
            Rate = 200,
            Faults = Recipes.Pairs,
        },
        Chaos with
        {
            Name = "rolling-restart",
            Summary = "every replica is replaced on an empty disk, then stopped and started, one after another",
            Duration = Seconds(45),
            Rate = 200,
            Faults = Recipes.RollingRestart,
            RestsOnTimes = true,
            Promises = new EvidenceMinimums
            {
                ["Visits"] = [(Evidence.Hops, 500), (Evidence.ReadsAfterDeath, 100)],
                ["Sessions"] = [(Evidence.Hops, 300), (Evidence.ReadsAfterDeath, 50)],
                ["Tokens"] = [(Evidence.TokenCells, 9), (Evidence.OldTokens, 30)],
                ["Carts"] = [(Evidence.Hops, 200)],
                ["Orders"] = [(Evidence.UnitsSold, 100)],
                ["Stop"] = [(Evidence.Stops, 5), (Evidence.RequestsWhileStopping, 100)],
            },
        },
        Chaos with
        {
            Name = "paused-leader",
            Summary = "every replica is paused in turn for longer than two leases of the recurring job",
            Duration = Seconds(45),
            Rate = 100,
            Traffic = new Dictionary<string, double>(StringComparer.Ordinal) { ["visits"] = 20, ["jobs"] = 1 },
            Faults = Recipes.PausedLeader,
            Promises = new EvidenceMinimums
            {
                ["Visits"] = [(Evidence.Hops, 300)],
                ["Jobs"] = [(Evidence.Ticks, 20), (Evidence.Leaders, 3)],
            },
        },
        Chaos with
        {
            Name = "black-friday",
            Summary = "many buyers for few units while replicas, and once Postgres, are killed",
            Duration = Seconds(40),
            Rate = 200,
            Traffic = Mix("orders", "carts"),
            Faults = Recipes.BlackFriday,
            Promises = new EvidenceMinimums
            {
                ["Orders"] =
                [
                    (Evidence.UnitsSold, 800), (Evidence.SoldOut, 200), (Evidence.ReplicasKilled, 5), (Evidence.InFlightAtKill, 3),
                ],
                ["Carts"] = [(Evidence.CartsBought, 50), (Evidence.ConcurrentWrites, 20)],
                ["Durability"] = [(Evidence.StoreKills, 1), (Evidence.OrdersReadBack, 100)],
            },
        },
        Chaos with
        {
            Name = "store-outage",
            Summary = "Redis and Postgres are killed, paused, shut down, exhausted, demoted and refuse their clients, one after another",
            Duration = Seconds(95),
            Rate = 200,
            Faults = Recipes.StoreOutage,
            RestsOnTimes = true,
            Promises = new EvidenceMinimums
            {
                ["Visits"] = [(Evidence.Hops, 800)],
                ["Sessions"] = [(Evidence.Hops, 500)],
                ["Carts"] = [(Evidence.Hops, 300)],
                ["Catalog"] = [(Evidence.GuardedReads, 200)],
                ["Orders"] = [(Evidence.UnitsSold, 200)],
                ["Jobs"] = [(Evidence.Ticks, 10)],
                ["Durability"] = [(Evidence.StoreKills, 2), (Evidence.ReadBackAfterStoreKill, 300), (Evidence.OrdersReadBack, 30)],
                ["Stores down"] = [(Evidence.Outages, 6), (Evidence.RequestsDuringOutage, 300), (Evidence.ServedDuringOutage, 100)],
            },
        },
        Chaos with
        {
            Name = "partial-partition",
            Summary = "one replica loses one store, or has it far away, while the others have both",
            Duration = Seconds(50),
            Rate = 200,
            Faults = Recipes.PartialPartition,
            Promises = new EvidenceMinimums
            {
                ["Visits"] = [(Evidence.Hops, 500), (Evidence.Retries, 10)],
                ["Sessions"] = [(Evidence.Hops, 300)],
                ["Tokens"] = [(Evidence.TokenCells, 9)],
                ["Carts"] = [(Evidence.Hops, 200)],
                ["Catalog"] = [(Evidence.GuardedReads, 150)],
                ["Orders"] = [(Evidence.UnitsSold, 100)],
                ["Jobs"] = [(Evidence.Ticks, 10)],
            },
        },
        Chaos with
        {
            Name = "expiry",
            Summary = "sessions to the end of their lifetime and of their cap, while replicas and Redis are killed",
            Duration = Seconds(45),
            Rate = 60,
            Traffic = new Dictionary<string, double>(StringComparer.Ordinal) { ["expiry"] = 1, ["visits"] = 2 },
            Faults = Recipes.ReplicasAndRedis,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Sessions:Lifetime"] = "00:00:05",
                ["Sessions:Cap"] = "00:00:15",
            },
            Promises = new EvidenceMinimums
            {
                ["Session lifetime"] = [(Evidence.MustBeAlive, 200), (Evidence.MustBeDead, 200), (Evidence.ReplicasLost, 5)],
                ["Tokens"] = [(Evidence.TokenCells, 9)],
            },
        },
        Chaos with
        {
            Name = "upgrade",
            Summary = "an older build of the Api beside the replicas, on one database, while replicas and Redis are killed",
            Duration = Seconds(45),
            Rate = 200,
            Faults = Recipes.ReplicasAndRedis,
            UsesOldBuild = true,
            Promises = new EvidenceMinimums
            {
                ["Visits"] = [(Evidence.Hops, 500), (Evidence.ReplicasLost, 5)],
                ["Sessions"] = [(Evidence.Hops, 300)],
                ["Tokens"] = [(Evidence.TokenCells, 16), (Evidence.OldTokens, 30)],
                ["Carts"] = [(Evidence.Hops, 200)],
                ["Catalog"] = [(Evidence.GuardedReads, 100)],
                ["Orders"] = [(Evidence.UnitsSold, 100)],
                ["Jobs"] = [(Evidence.Ticks, 10)],
            },
        },
        Visits with
        {
            Name = "wiped-store",
            Summary = "the negative control: visits while Redis loses its data; a run that passes shows a fault of the harness",
            Faults = Recipes.WipedStore,
            Promises = new EvidenceMinimums
            {
                ["Visits"] = [(Evidence.Hops, 500)],
                ["Durability"] = [],
            },
        },
        Chaos with
        {
            Name = "recovery",
            Summary = "every feature while replicas and stores are killed or stopped three times each: 'gate --chaos' compares by it",
            Duration = Seconds(46),
            Rate = 100,
            Faults = Recipes.Recovery,
            RestsOnTimes = true,
            Promises = new EvidenceMinimums
            {
                ["Visits"] = [(Evidence.Hops, 300), (Evidence.ReplicasLost, 4)],
                ["Durability"] = [(Evidence.StoreKills, 3), (Evidence.ReadBackAfterStoreKill, 100)],
                ["Stop"] = [(Evidence.Stops, 2), (Evidence.RequestsWhileStopping, 20)],
                ["Stores down"] = [(Evidence.Outages, 3)],
            },
        },
        Chaos with
        {
            Name = "soak",
            Summary = "chaos for as long as --duration says",
            Duration = TimeSpan.FromMinutes(30),
            Rate = 150,
        },
        Visits with
        {
            Name = "sticky",
            Summary = "visits, each page from one replica: what a balancer with affinity hides; with --bug InMemoryCounter it passes",
            Duration = Seconds(15),
            Route = RouteKind.Sticky,
            LeastReplicas = 2,
            ReplacesWriters = false,
            Promises = new EvidenceMinimums { ["Visits"] = [(Evidence.Operations, 1000)] },
        },
    ];

    /// <exception cref="BadInputException">There is none of this name.</exception>
    public static Scenario Find(string name) =>
        All.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new BadInputException(
            $"There is no scenario '{name}'.", $"Choose one of: {string.Join(", ", All.Select(scenario => scenario.Name))}.");

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Dictionary<string, double> Mix(params string[] workloads) =>
        workloads.ToDictionary(name => name, _ => 1.0, StringComparer.Ordinal);
}
