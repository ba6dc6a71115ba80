using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Bugs;

/// <summary>Carries out what is still missing of a score: every entry with every seed, one run after another.</summary>
/// <param name="run">Carries out one trial; an environment that failed is its exit code, not an exception.</param>
internal sealed class BugTrials(
    TrialLog log, string commit, TextWriter lines, Func<PlantedBug, ulong, CancellationToken, Task<BugTrial>> run)
{
    /// <returns>All trials, those of earlier among them.</returns>
    public async Task<IReadOnlyList<BugTrial>> CarryOutAsync(
        IReadOnlyList<PlantedBug> entries, int seeds, CancellationToken cancellationToken)
    {
        var trials = new List<BugTrial>();
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            foreach (var entry in entries)
            {
                if (log.Find(entry.Name, seed, commit) is { ExitCode: not ExitCode.Invalid } earlier)
                {
                    trials.Add(earlier);
                    continue;
                }

                var trial = await OneAsync(entry, seed, cancellationToken);
                log.Add(trial);
                trials.Add(trial);
                await lines.WriteLineAsync(Line(entry, trial));
            }
        }

        return trials;
    }

    private async Task<BugTrial> OneAsync(PlantedBug entry, ulong seed, CancellationToken cancellationToken)
    {
        var first = await run(entry, seed, cancellationToken);
        return first.ExitCode == ExitCode.Invalid ? await run(entry, seed, cancellationToken) with { Tries = 2 } : first;
    }

    private static string Line(PlantedBug entry, BugTrial trial)
    {
        var what = (entry.Kind, trial.IsFound) switch
        {
            _ when trial.ExitCode == ExitCode.Invalid => trial.Verdict,
            (PlantedKind.Bug, true) => $"found by {trial.Named} after {trial.Seconds:F1} s",
            (PlantedKind.Bug, false) => $"NOT FOUND in {trial.Seconds:F0} s: {trial.Verdict}",
            (_, true) => $"FLAGGED, a false alarm of {trial.Named}: {trial.Verdict}",
            _ => $"not flagged in {trial.Seconds:F0} s: {trial.Verdict}",
        };
        return $"{entry.Name,-26} seed {trial.Seed,-3} {trial.Scenario,-16} {what}" + (trial.Tries > 1 ? " (second try)" : "");
    }
}
