using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Plans;

/// <summary>Everything that a run left: what it was to do, and what it is judged by.</summary>
internal sealed record RecordedRun(Scenario Scenario, Plan Plan, string PlanHash, RunRecord Record)
{
    public History History => Record.History;
    public FaultRecord Faults => Record.Faults;

    /// <summary>Whether it could be told if something was missing: records of before version 2026-11 have no end.</summary>
    public bool CanBeWhole => RecordSeal.IsPromised(Faults.Events);

    /// <exception cref="BadInputException">The folder does not hold a run that this program can read.</exception>
    public static RecordedRun Load(string folder)
    {
        var encoded = File.ReadAllBytes(Existing(folder, "plan.json"));
        var plan = PlanFile.Decode(encoded);
        try
        {
            var history = HistoryReader.Read(Existing(folder, "history.bin"));
            var events = RunEventLog.Read(Existing(folder, "faults.jsonl"));
            var run = Of(ScenarioOf(plan), plan, PlanFile.Hash(encoded), history, FaultRecord.Of(events));
            return run with { Record = run.Record with { Cut = RecordSeal.FaultOf(folder, events) } };
        }
        catch (HistoryFormatException failure)
        {
            throw new BadInputException(failure.Message, "Judge another run, or run the scenario again.");
        }
    }

    /// <summary>What a plan was made from.</summary>
    /// <exception cref="BadInputException">This version has no such scenario.</exception>
    public static Scenario ScenarioOf(Plan plan)
    {
        var scenario = ScenarioCatalog.Find(plan.Scenario);
        return plan.File is { } text ? ServiceScenario.Of(
            scenario, WorkloadFileReader.Parse("the run's workload file", text), plan.Reach,
            plan.Rate * plan.Duration.TotalSeconds) : scenario;
    }

    public static RecordedRun Of(Scenario scenario, Plan plan, string planHash, History history, FaultRecord faults) =>
        new(scenario, plan, planHash, Planned(scenario, plan).Record(history, faults));

    // What an attached service cannot be asked was left out of the plan, and is not claimed.
    private static Scenario Planned(Scenario scenario, Plan plan) =>
        scenario.File is not null || Array.Exists(
            plan.Operations, operation => operation.Workload == WorkloadCatalog.All.IndexOf(WorkloadCatalog.Throttles))
            ? scenario
            : scenario.WithoutThrottles;

    private static string Existing(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw new BadInputException(
                $"{folder} is not a run folder: {name} is missing.", "Name a folder in artifacts/runs, or artifacts/runs/latest.");
    }
}
