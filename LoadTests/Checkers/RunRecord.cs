using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Scenarios;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Everything that a run left to be judged: its plan, what the clients saw, what was done to the system.</summary>
internal sealed record RunRecord(Scenario Scenario, Plan Plan, string PlanHash, History History, FaultRecord Faults)
{
    /// <summary>The same run with other attempts, for judging what might have been.</summary>
    public RunRecord With(Attempt[] attempts) => this with { History = History.With(attempts) };

    /// <exception cref="BadInputException">The folder does not hold a run that this program can read.</exception>
    public static RunRecord Load(string folder)
    {
        byte[] plan = ReadAll(folder, "plan.json");
        var decoded = PlanFile.Decode(plan);
        try
        {
            return new RunRecord(
                ScenarioCatalog.Find(decoded.Scenario),
                decoded,
                PlanFile.Hash(plan),
                HistoryReader.Read(Existing(folder, "history.bin")),
                FaultRecord.Of(RunEventLog.Read(Existing(folder, "faults.jsonl"))));
        }
        catch (HistoryFormatException failure)
        {
            throw new BadInputException(failure.Message, "Judge another run, or run the scenario again.");
        }
    }

    private static byte[] ReadAll(string folder, string name) => File.ReadAllBytes(Existing(folder, name));

    private static string Existing(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw new BadInputException(
                $"{folder} is not a run folder: {name} is missing.", "Name a folder in artifacts/runs, or artifacts/runs/latest.");
    }
}
