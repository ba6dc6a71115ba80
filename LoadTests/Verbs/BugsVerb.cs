using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Bugs;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>bugs</c>: plants every bug and decoy in turn, and scores the harness by what it finds.</summary>
internal static class BugsVerb
{
    private const int MostSeeds = 1000;
    private static readonly Option<int> Seeds = CommandOption.Of("--seeds", "How many seeds each is run with, from 1 on.", 3);
    private static readonly Option<string?> Only = CommandOption.Of<string?>("--only", "Names, separated by commas; all unless given.");
    private static readonly Option<bool> Fresh = CommandOption.Of<bool>(
        "--fresh", "Run everything again, whatever is there of earlier for this commit.");
    private static readonly Option<string?> Markdown = CommandOption.Of<string?>(
        "--markdown", "Write the table into this file too, such as docs/planted-bugs.md.");
    private static readonly Option<bool> Json = CommandOption.Json("score");

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command(
            "bugs", "Plant every bug and decoy in turn, and score what is found.") { Seeds, Only, Fresh, Markdown, Json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var seeds = parsed.GetValue(Seeds);
        if (seeds is < 1 or > MostSeeds)
        {
            throw new BadInputException($"{seeds} is no number of seeds.", $"Choose 1 to {MostSeeds}.");
        }

        var entries = Entries(parsed.GetValue(Only));
        GeneratorRuntime.Prepare();
        var source = SourceState.Of(BuildPaths.RepositoryRoot);
        var folder = Path.Combine(BuildPaths.RepositoryRoot, "artifacts", "bugs", PlanName());
        var log = new TrialLog(Path.Combine(folder, "results.jsonl"), parsed.GetValue(Fresh) || !source.IsExact);
        var lines = parsed.GetValue(Json) ? error : output;
        var real = new TrialRun(Path.Combine(folder, "runs"), source.Commit);
        await lines.WriteLineAsync($"{entries.Count} entries, {seeds} seeds, commit {source.Commit}; results go into {folder}");
        var trials = await new BugTrials(log, source.Commit, lines, real.CarryOutAsync).CarryOutAsync(entries, seeds, cancellationToken);
        var score = BugScore.Of(entries, trials, source.Commit, seeds);
        await lines.WriteAsync(Environment.NewLine + BugTable.Text(score));
        if (parsed.GetValue(Markdown) is { } file)
        {
            await File.WriteAllTextAsync(file, BugTable.Markdown(score), cancellationToken);
        }

        if (parsed.GetValue(Json))
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(score, ReportJson.Format));
        }

        return End(score, lines, folder);
    }

    private static int End(BugScore score, TextWriter lines, string folder)
    {
        if (score.IsPerfect)
        {
            return (int)ExitCode.Passed;
        }

        lines.WriteLine(
            $"Next: 'check {folder}/runs/<run folder>' judges a run again; a bug that is not found is a gap of the harness, a flagged"
                + $" decoy a false alarm.");
        return (int)ExitCode.Failed;
    }

    private static IReadOnlyList<PlantedBug> Entries(string? only)
    {
        var entries = only is null
            ? PlantedBugs.All
            : [.. only.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(PlantedBugs.Find)
                .Distinct()];
        foreach (var entry in entries)
        {
            // Found out now, not after an hour.
            ScenarioCatalog.Find(entry.Scenario);
        }

        return entries.Count > 0
            ? entries
            : throw new BadInputException(
                $"There is nothing to plant in {PlantedBugs.CataloguePath}.", "Run it from a clone of the repository.");
    }

    /// <summary>Another catalogue is another plan.</summary>
    private static string PlanName() => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PlantedBugs.CataloguePath)))[..12];
}
