using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.ServiceWorkloads;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>A scenario with the traffic and the promises of a workload file in place of the Api's.</summary>
internal static class ServiceScenario
{
    /// <summary>What a service of somebody else's making can be put through.</summary>
    public static readonly IReadOnlyList<string> Possible = ["smoke", "steady", "chaos", "rolling-restart", "store-outage"];

    // A slow service may be asked less; what is less than that proves nothing.
    private const double LeastShare = 0.2;

    // What is done through an engine's API. It has no way into links, clocks and stores, nor to stop a process every few milliseconds.
    private static readonly string[] OfAnEngine =
    [
        FaultKinds.Kill, FaultTraits.KillAgain, FaultKinds.Stop, FaultKinds.Terminate, FaultKinds.Replace, FaultKinds.ScaleIn,
        FaultKinds.Pause, FaultKinds.ShutdownFast, FaultKinds.ShutdownImmediate,
    ];

    // What has a meaning for the Api's own data alone.
    private static readonly string[] OfTheApi = [FaultKinds.FlushProducts, FaultKinds.Poison];

    /// <param name="reach">Decides what can be done to the copies; by their addresses, only what the file has commands for.</param>
    /// <param name="operations">How many are planned; null for as many as the scenario usually does.</param>
    /// <exception cref="BadInputException">It is about what only the Api has, or nothing of it can be done.</exception>
    public static Scenario Of(Scenario scenario, WorkloadFile file, CopyReach reach, double? operations = null)
    {
        if (!Possible.Contains(scenario.Name))
        {
            throw new BadInputException(
                $"Scenario {scenario.Name} is about the Api, and not about what {file.Path} says.",
                $"Choose one of: {string.Join(", ", Possible)}.");
        }

        var faults = scenario.Faults with
        {
            Cards =
            [
                .. scenario.Faults.Cards.Where(card => reach switch
                {
                    CopyReach.Addresses => HasCommand(card, file),
                    CopyReach.Engine => OfAnEngine.Contains(card.Kind) && card.Trigger is null,
                    _ => IsPossible(card, file),
                }).Select(card => reach == CopyReach.Engine && card.Kind == FaultKinds.ScaleIn ? card with { Alone = true } : card),
                .. reach == CopyReach.Engine && scenario.Name == "chaos" ? Recipes.OfAnEngine : [],
            ],
        };
        if (faults.Cards.Count == 0 && scenario.Faults.Cards.Count > 0)
        {
            throw new BadInputException(
                $"Nothing of scenario {scenario.Name} can be done to this service.",
                reach == CopyReach.Addresses ? "Add faults: with commands kill: and start:, or choose smoke."
                    : "Add stores: to start:, or choose chaos.");
        }

        return scenario with
        {
            File = file,
            Reach = reach,
            Workloads = ServiceWorkloadKinds.Of(file),
            Traffic = file.Promises.ToDictionary(promise => promise.Name, _ => 1.0, StringComparer.Ordinal),
            Faults = faults,
            LeastReplicas = Math.Max(2, scenario.LeastReplicas),
            ReplacesWriters = reach != CopyReach.Addresses || file.Faults is not null,
            RestsOnTimes = false,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal),
            Promises = Minimums(scenario, file, operations),
        };
    }

    private static bool IsPossible(FaultCard card, WorkloadFile file) =>
        card.Trigger is null && !OfTheApi.Contains(card.Kind) && (!card.NeedsLinks || file.Start?.NamesStoresInCommand != true)
        && (card.Resource == FaultCard.OfReplicas || file.Start?.Stores.Contains(card.Resource) != false);

    private static bool HasCommand(FaultCard card, WorkloadFile file) =>
        file.Faults is not null && card is { Kind: FaultKinds.Kill, Resource: FaultCard.OfReplicas, Trigger: null };

    private static EvidenceMinimums Minimums(Scenario scenario, WorkloadFile file, double? operations)
    {
        var minimums = new EvidenceMinimums();
        var usual = scenario.Rate * scenario.Duration.TotalSeconds;
        var counted = Math.Clamp(operations ?? usual, LeastShare * usual, usual) / file.Promises.Count;
        foreach (var promise in file.Promises)
        {
            minimums[promise.Name] = [.. ServiceMinimums.Of(promise, counted, scenario.Name)];
        }

        return minimums;
    }
}
