using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

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

    /// <summary>What there is to choose the traffic from; plans refer to them by their place.</summary>
    public IReadOnlyList<WorkloadKind> Workloads { get; init; } = WorkloadCatalog.All;

    /// <summary>What a service says of itself; null for the Api.</summary>
    public WorkloadFile? File { get; init; }

    /// <summary>What its copies are known by.</summary>
    public CopyReach Reach { get; init; }

    /// <summary>What is done to the system meanwhile.</summary>
    public required FaultRecipe Faults { get; init; }
    public RouteKind Route { get; init; } = RouteKind.AntiAffinity;

    /// <summary>Fewer replicas cannot carry it out.</summary>
    public required int LeastReplicas { get; init; }

    /// <summary>Other promises are judged too where the traffic touches them, and can be broken.</summary>
    public required EvidenceMinimums Promises { get; init; }

    /// <summary>Whether an older build of the Api runs beside the replicas, as one more of them.</summary>
    public bool UsesOldBuild { get; init; }

    /// <summary>Whether every process that took a write is replaced before the last look at what it wrote.</summary>
    public bool ReplacesWriters { get; init; } = true;

    /// <summary>
    /// Whether it is about times: where the machine does not keep them, a run of it is invalid, and not one with less to say.
    /// </summary>
    public bool RestsOnTimes { get; init; }

    /// <summary>Configuration of the run's own AppHost, beside what every run sets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The same for a service to which all clients of a machine are one: whoever tries too often there is refused with everybody else.
    /// </summary>
    public Scenario WithoutThrottles
    {
        get
        {
            var promises = new EvidenceMinimums();
            foreach (var (promise, needed) in Promises.Where(promise => promise.Key != "Throttles"))
            {
                promises[promise] = needed;
            }

            return this with
            {
                Traffic = Traffic.Where(share => share.Key != WorkloadCatalog.Throttles)
                    .ToDictionary(share => share.Key, share => share.Value, StringComparer.Ordinal),
                Promises = promises,
            };
        }
    }

    /// <summary>What a run of it is judged by.</summary>
    public RunRecord Record(History history, FaultRecord faults) =>
        new(Promises, ReplacesWriters, RestsOnTimes, history, faults)
        {
            Own = [.. File?.Promises.Select(promise => promise.Definition) ?? []],
        };
}

/// <summary>Where a client's next request goes.</summary>
internal enum RouteKind
{
    /// <summary>To another replica than its last.</summary>
    AntiAffinity,

    /// <summary>To the replica that its last went to, as long as that serves.</summary>
    Sticky,
}
