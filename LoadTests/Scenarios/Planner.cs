using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>Makes the plan of a run from its seed.</summary>
internal static class Planner
{
    // A fault takes effect some milliseconds after it was asked for. Visits aimed at its target, one each millisecond from then on,
    // put writes in flight at that moment; ordinary traffic at 300/s rarely has one there.
    private const int VolleySize = 40;
    private static readonly long VolleyGap = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(1));

    public static Plan Make(Scenario scenario, ulong seed, TimeSpan duration, double rate, int replicas)
    {
        IReadOnlyList<PlannedFault> faults = scenario.Faults ? FaultDeck.Deal(seed, duration, replicas) : [];
        var mix = new VisitsMix(seed);
        var operations = new PoissonSchedule(rate, seed).DueTimes(duration).Select(mix.Next).ToList();
        int client = VisitsMix.Clients;
        foreach (var fault in faults)
        {
            for (int i = 0; i < VolleySize; i++)
            {
                int replica = fault.Resource == "api" ? fault.Index : i % replicas;
                operations.Add(mix.Aimed(fault.At + (i * VolleyGap), client++, replica));
            }
        }

        return new Plan
        {
            Scenario = scenario.Name,
            Seed = seed,
            Duration = duration,
            Rate = rate,
            Replicas = replicas,
            Pages = VisitsMix.PageNames,
            Faults = faults,
            Operations = [.. operations.OrderBy(operation => operation.Due)],
        };
    }
}
