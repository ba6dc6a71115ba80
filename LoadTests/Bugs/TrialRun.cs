using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Bugs;

/// <summary>One real run of a planted bug or decoy, on an AppHost of its own.</summary>
/// <param name="runs">The folder that run folders go into.</param>
internal sealed class TrialRun(string runs, string commit)
{
    // A decoy can only prove that nothing is wrong with it for as long as it is run.
    private static readonly TimeSpan DecoyDuration = TimeSpan.FromSeconds(20);

    public async Task<BugTrial> CarryOutAsync(PlantedBug entry, ulong seed, CancellationToken cancellationToken)
    {
        var options = Options(entry, seed);
        var folder = RunFolder.Create(runs, $"{options.Scenario.Name}-{entry.Name}", seed, TimeProvider.System);
        await using var lines = new StreamWriter(folder["output.txt"]) { AutoFlush = true };
        var trial = new BugTrial
        {
            Bug = entry.Name,
            Seed = seed,
            Commit = commit,
            Scenario = options.Scenario.Name,
            ExitCode = ExitCode.Invalid,
            Seconds = 0,
            Verdict = "",
            RunFolder = Path.GetFileName(folder.Root),
        };
        try
        {
            await lines.WriteLineAsync(options.Command);
            var run = new ScenarioRun(options, new PlainDisplay(lines));
            var report = await run.RunAsync(attached: null, folder, cancellationToken);
            ReportFiles.Write(report, folder);
            VerdictText.Write(report, lines, folder.Root);
            string[] broken = [.. report.Promises.Where(promise => promise.Verdict == Verdict.Invalid).Select(promise => promise.Name)];
            return trial with
            {
                ExitCode = (ExitCode)report.ExitCode,
                Named = broken.Length == 0 ? null : run.Caught?.Promise ?? broken[0],
                Broken = broken,
                Seconds = Math.Round(run.Caught?.Seconds ?? options.Duration.TotalSeconds, 1),
                Verdict = report.Verdict,
            };
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or OperationCanceledException or BadInputException))
        {
            // A fault of the environment, or of the harness, is never a verdict on the service.
            await lines.WriteLineAsync(failure.ToString());
            return trial with { Verdict = $"INVALID: {failure.Message}" };
        }
    }

    /// <summary>A scenario's own settings stay: its traffic goes by them.</summary>
    private RunOptions Options(PlantedBug entry, ulong seed)
    {
        var scenario = ScenarioCatalog.Find(entry.Scenario);
        var isDecoy = entry.Kind == PlantedKind.Decoy;
        return new RunOptions
        {
            Scenario = scenario,
            Seed = seed,
            Duration = isDecoy ? DecoyDuration : scenario.Duration,
            Rate = scenario.Rate,
            Bug = entry.Name,
            Settings = entry.Settings.Where(setting => !scenario.Settings.ContainsKey(setting.Key)).ToDictionary(StringComparer.Ordinal),
            // It is about promises, and there are many.
            Calibrates = false,
            UntilBroken = !isDecoy,
            Output = runs,
        };
    }
}
