using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Load.Arrivals;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Plans;

/// <summary>Makes the plan of a run from its seed.</summary>
internal static class Planner
{
    // Independent arrivals seldom meet at one cart or session. Now and then several come at once and are about the same.
    private const int BurstsPerHundred = 3;
    private const int BurstSize = 6;

    public static Plan Make(Scenario scenario, ulong seed, TimeSpan duration, double rate, int replicas, UserPool users)
    {
        var faults = FaultDeck.Deal(scenario.Faults, seed, duration, replicas);
        var shares = scenario.Traffic.Values.Sum();
        var operations = scenario.Traffic
            .SelectMany(share => Draw(scenario.Workloads, share.Key, seed, duration, rate * share.Value / shares, users))
            .ToList();
        operations.AddRange(TrafficBursts.Of(scenario, faults, seed, replicas, users));
        if (scenario.File is null)
        {
            operations.AddRange(UserBursts.Of(scenario.Traffic.Keys, seed, duration, replicas, users));
            if (scenario.Traffic.ContainsKey("catalog"))
            {
                operations.AddRange(ContentionGroups.Of(faults, seed, replicas, WorkloadCatalog.All.FirstClient("catalog", users)));
            }
        }

        return new Plan
        {
            Scenario = scenario.Name,
            Seed = seed,
            Duration = duration,
            Rate = rate,
            Replicas = replicas,
            Users = users.Users,
            Faults = faults,
            Operations = [.. operations.OrderBy(operation => operation.Due)],
            File = scenario.File?.Text,
            Reach = scenario.Reach,
        };
    }

    private static IEnumerable<PlannedOperation> Draw(
        IReadOnlyList<WorkloadKind> workloads, string name, ulong seed, TimeSpan duration, double rate, UserPool users)
    {
        var workload = workloads.IndexOf(name);
        var firstClient = workloads.FirstClient(name, users);
        var mix = workloads[workload].Mix(seed, users);
        var bursts = RandomStream.Of(seed, $"{name}.bursts");
        var arrivals = rate / (1 + (BurstsPerHundred * (BurstSize - 1) / 100.0));
        foreach (var due in new PoissonSchedule(arrivals, seed, name).DueTimes(duration))
        {
            var first = mix.Next(due, subject: null);
            yield return Placed(first);
            var others = bursts.Next(100) < BurstsPerHundred ? BurstSize - 1 : 0;
            for (var i = 0; i < others; i++)
            {
                yield return Placed(mix.Next(due, first.Subject));
            }
        }

        PlannedOperation Placed(PlannedOperation operation) =>
            operation with { Workload = (byte)workload, Client = firstClient + operation.Client };
    }
}
