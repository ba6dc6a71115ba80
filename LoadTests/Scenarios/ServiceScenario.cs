using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.ServiceWorkloads;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>A scenario with the traffic and the promises of a workload file in place of the Api's.</summary>
internal static class ServiceScenario
{
    private static readonly string[] Possible = ["smoke", "steady", "chaos", "rolling-restart", "store-outage"];

    // What has a meaning for the Api's own data alone.
    private static readonly string[] OfTheApi = [FaultKinds.FlushProducts, FaultKinds.Poison];

    /// <param name="onlyAddresses">
    /// Whether no AppHost runs the copies: then only what the file has commands for can be done to them.
    /// </param>
    /// <exception cref="BadInputException">It is about what only the Api has, or nothing of it can be done.</exception>
    public static Scenario Of(Scenario scenario, WorkloadFile file, bool onlyAddresses)
    {
        if (!Possible.Contains(scenario.Name))
        {
            throw new BadInputException(
                $"Scenario {scenario.Name} is about the Api, and not about what {file.Path} says.",
                $"Choose one of: {string.Join(", ", Possible)}.");
        }

        var faults = scenario.Faults with
        {
            Cards = [.. scenario.Faults.Cards.Where(card => onlyAddresses ? HasCommand(card, file) : IsPossible(card, file))],
        };
        if (faults.Cards.Count == 0 && scenario.Faults.Cards.Count > 0)
        {
            throw new BadInputException(
                $"Nothing of scenario {scenario.Name} can be done to this service.",
                onlyAddresses ? "Add faults: with commands kill: and start:, or choose smoke." : "Add stores: to start:, or choose chaos.");
        }

        return scenario with
        {
            File = file,
            OnlyAddresses = onlyAddresses,
            Workloads = ServiceWorkloadKinds.Of(file),
            Traffic = file.Promises.ToDictionary(promise => promise.Name, _ => 1.0, StringComparer.Ordinal),
            Faults = faults,
            LeastReplicas = Math.Max(2, scenario.LeastReplicas),
            ReplacesWriters = !onlyAddresses || file.Faults is not null,
            RestsOnTimes = false,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal),
            Promises = Minimums(scenario, file),
        };
    }

    private static bool IsPossible(FaultCard card, WorkloadFile file) =>
        !card.NeedsLinks && card.Trigger is null && !OfTheApi.Contains(card.Kind)
        && (card.Resource == "api" || file.Start?.Stores.Contains(card.Resource) != false);

    private static bool HasCommand(FaultCard card, WorkloadFile file) =>
        file.Faults is not null && card is { Kind: FaultKinds.Kill, Resource: "api", Trigger: null };

    private static EvidenceMinimums Minimums(Scenario scenario, WorkloadFile file)
    {
        var minimums = new EvidenceMinimums();
        var operations = scenario.Rate * scenario.Duration.TotalSeconds / file.Promises.Count;
        foreach (var promise in file.Promises)
        {
            minimums[promise.Name] = [.. ServiceMinimums.Of(promise, operations, scenario.Name)];
        }

        return minimums;
    }
}
