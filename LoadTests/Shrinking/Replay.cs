using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Runs;

namespace AspireStateless.LoadTests.Shrinking;

/// <summary>Carries out the plan of a failed run with some of its faults only.</summary>
/// <param name="folder">What it writes goes into this folder.</param>
internal sealed class Replay(FailedRun failed, string folder)
{
    /// <summary>Writes the plan with these faults: the same traffic, and nothing else done to the system.</summary>
    public StoredPlan Write(IReadOnlyList<PlannedFault> faults, string name)
    {
        Directory.CreateDirectory(folder);
        var plan = failed.Plan with { Faults = faults };
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, PlanFile.Encode(plan));
        return new StoredPlan(path, plan);
    }

    /// <returns>Whether the same promise was broken again.</returns>
    public async Task<bool> FailsAsync(IReadOnlyList<PlannedFault> faults, CancellationToken cancellationToken)
    {
        var options = failed.With(Write(faults, "tried-plan.json")) with { UntilBroken = true, Calibrates = false };
        var run = RunFolder.Create(Path.Combine(folder, "runs"), options.Scenario.Name, options.Seed, TimeProvider.System);
        await using var lines = new StreamWriter(run["output.txt"]) { AutoFlush = true };
        try
        {
            var report = await new ScenarioRun(options, new PlainDisplay(lines)).RunAsync(attached: null, run, cancellationToken);
            ReportFiles.Write(report, run);
            VerdictText.Write(report, lines, run.Root);
            return report.Promises.Any(promise => promise.Name == failed.Promise && promise.Verdict == Verdict.Invalid);
        }
        catch (InvalidRunException failure)
        {
            // Nothing was shown broken, and that is all that is asked here.
            await lines.WriteLineAsync(failure.Message);
            return false;
        }
    }
}
