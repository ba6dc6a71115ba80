using AspireStateless.LoadTests.Checkers;
using AspireStateless.LoadTests.Faults;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>Traffic × faults × route × checks, by name.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>One line for <c>list</c>.</summary>
    public required string Summary { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Operations per second, of all workloads together.</summary>
    public required double Rate { get; init; }

    /// <summary>Names of workloads and their shares of the rate, which need not add up to anything.</summary>
    public required IReadOnlyDictionary<string, double> Traffic { get; init; }

    /// <summary>What is done to the system meanwhile.</summary>
    public required FaultRecipe Faults { get; init; }
    public RouteKind Route { get; init; } = RouteKind.AntiAffinity;

    /// <summary>Fewer replicas cannot carry it out.</summary>
    public required int LeastReplicas { get; init; }

    /// <summary>
    /// The promises that a run has to prove, by name, each with the counts of evidence below which it is not proven, whatever its checker
    /// says. Other promises are judged too where the traffic touches them, and can be broken.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<Evidence, long>> Promises { get; init; }

    /// <summary>Configuration of the run's own AppHost, beside what every run sets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How much evidence of a kind a promise needs here; 0 where it needs none.</summary>
    public long Needed(string promise, Evidence kind) => Promises.GetValueOrDefault(promise)?.GetValueOrDefault(kind) ?? 0;
}

/// <summary>Where a client's next request goes.</summary>
internal enum RouteKind
{
    /// <summary>To another replica than its last.</summary>
    AntiAffinity,

    /// <summary>To the replica that its last went to, as long as that serves.</summary>
    Sticky,
}
