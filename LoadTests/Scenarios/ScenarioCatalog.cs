using AspireStateless.LoadTests.Checkers;
using AspireStateless.LoadTests.Faults;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>The scenarios there are.</summary>
internal static class ScenarioCatalog
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new()
        {
            Name = "visits",
            Summary = "visits through all replicas, no faults; needs no users",
            Duration = TimeSpan.FromSeconds(20),
            Rate = 200,
            Traffic = Only("visits"),
            Faults = Recipes.None,
            LeastReplicas = 1,
            Promises = Claims(
                ("Visits", [(Evidence.Hops, 1000), (Evidence.Duplicates, 50), (Evidence.Retries, 5)]),
                ("Durability", [])),
        },
        new()
        {
            Name = "visits-chaos",
            Summary = "visits while replicas and Redis are killed, stopped and started again",
            Duration = TimeSpan.FromSeconds(60),
            Rate = 300,
            Traffic = Only("visits"),
            Faults = Recipes.ReplicasAndRedis,
            LeastReplicas = 2,
            Promises = Claims(
                ("Visits",
                [
                    (Evidence.Hops, 3000),
                    (Evidence.Duplicates, 200),
                    (Evidence.Retries, 20),
                    (Evidence.ReadsAfterDeath, 500),
                    (Evidence.InFlightAtKill, 5),
                    (Evidence.ReplicasLost, 10),
                    (Evidence.ReplicasKilled, 5),
                ]),
                ("Durability", [(Evidence.StoreKills, 1), (Evidence.ReadBackAfterStoreKill, 1000)])),
        },
        new()
        {
            Name = "smoke",
            Summary = "every feature through all replicas, no faults",
            Duration = TimeSpan.FromSeconds(20),
            Rate = 250,
            Traffic = Everything,
            Faults = Recipes.None,
            LeastReplicas = 1,
            Promises = Claims(
                ("Visits", [(Evidence.Hops, 300), (Evidence.Duplicates, 10)]),
                ("Durability", [])),
        },
        new()
        {
            Name = "chaos",
            Summary = "every feature while replicas and stores are killed, stopped and started again",
            Duration = TimeSpan.FromSeconds(60),
            Rate = 300,
            Traffic = Everything,
            Faults = Recipes.Everything,
            LeastReplicas = 2,
            Promises = Claims(
                ("Visits",
                [
                    (Evidence.Hops, 1500),
                    (Evidence.Duplicates, 100),
                    (Evidence.Retries, 10),
                    (Evidence.ReadsAfterDeath, 200),
                    (Evidence.InFlightAtKill, 5),
                    (Evidence.ReplicasLost, 10),
                    (Evidence.ReplicasKilled, 5),
                ]),
                ("Durability", [(Evidence.StoreKills, 1), (Evidence.ReadBackAfterStoreKill, 500)])),
        },
    ];

    /// <summary>All workloads, weighted so that each meets its scenario's minimum counts.</summary>
    private static IReadOnlyDictionary<string, double> Everything => new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["visits"] = 35,
        ["sessions"] = 20,
        ["tokens"] = 3,
        ["carts"] = 16,
        ["catalog"] = 12,
        ["orders"] = 8,
        ["jobs"] = 1,
        ["knocks"] = 5,
    };

    /// <exception cref="BadInputException">There is none of this name.</exception>
    public static Scenario Find(string name) =>
        All.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new BadInputException(
            $"There is no scenario '{name}'.", $"Choose one of: {string.Join(", ", All.Select(scenario => scenario.Name))}.");

    private static Dictionary<string, double> Only(string workload) => new(StringComparer.Ordinal) { [workload] = 1 };

    private static Dictionary<string, IReadOnlyDictionary<Evidence, long>> Claims(
        params (string Promise, (Evidence Kind, long Count)[] Needed)[] claims) => claims.ToDictionary(
            claim => claim.Promise,
            claim => (IReadOnlyDictionary<Evidence, long>)claim.Needed.ToDictionary(needed => needed.Kind, needed => needed.Count),
            StringComparer.Ordinal);
}
