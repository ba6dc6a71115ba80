using AspireStateless.LoadTests.Checkers;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>The scenarios there are.</summary>
internal static class ScenarioCatalog
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new()
        {
            Name = "smoke",
            Summary = "visits through all replicas, no faults",
            Duration = TimeSpan.FromSeconds(20),
            Rate = 200,
            Faults = false,
            LeastReplicas = 1,
            Needed = new Dictionary<Evidence, long>
            {
                [Evidence.Hops] = 1000,
                [Evidence.Duplicates] = 50,
                [Evidence.Retries] = 5,
            },
        },
        new()
        {
            Name = "chaos",
            Summary = "visits while replicas and Redis are killed, stopped and started again",
            Duration = TimeSpan.FromSeconds(60),
            Rate = 300,
            Faults = true,
            LeastReplicas = 2,
            Needed = new Dictionary<Evidence, long>
            {
                [Evidence.Hops] = 3000,
                [Evidence.Duplicates] = 200,
                [Evidence.Retries] = 20,
                [Evidence.ReadsAfterDeath] = 500,
                [Evidence.InFlightAtKill] = 5,
                [Evidence.ReplicasLost] = 10,
                [Evidence.ReplicasKilled] = 5,
                [Evidence.StoreKills] = 1,
                [Evidence.ReadBackAfterStoreKill] = 1000,
            },
        },
    ];

    /// <exception cref="BadInputException">There is none of this name.</exception>
    public static Scenario Find(string name) =>
        All.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new BadInputException(
            $"There is no scenario '{name}'.", $"Choose one of: {string.Join(", ", All.Select(scenario => scenario.Name))}.");
}
