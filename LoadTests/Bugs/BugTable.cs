using System.Text;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Bugs;

/// <summary>A score as people read it.</summary>
internal static class BugTable
{
    private static readonly string[] Heads = ["Bug", "Breaks", "Least fault", "Scenario", "Named by", "Seeds", "Median s", ""];

    /// <summary>Columns for a terminal, then what went wrong, then the score.</summary>
    public static string Text(BugScore score)
    {
        IReadOnlyList<string[]> rows = [Heads, .. score.Rows.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        text.AppendLine();
        foreach (var line in Wrong(score))
        {
            text.AppendLine(line);
        }

        return text.AppendLine(score.Sentence).ToString();
    }

    public static string Markdown(BugScore score)
    {
        var text = new StringBuilder("# Planted bugs: what the harness finds\n\n");
        text.Append(
            "Made by `LoadTests bugs`. Each bug is planted into the Api, one run a seed, until a promise is broken; seconds are of"
                + " traffic.\n");
        text.Append("Decoys keep local state that is right, and must not be blamed.\n\n");
        text.Append($"**{score.Sentence}** (commit `{score.Commit}`)\n\n");
        text.Append($"| {string.Join(" | ", Heads)} |\n|{string.Concat(Heads.Select(_ => "---|"))}\n");
        foreach (var row in score.Rows)
        {
            text.Append($"| {string.Join(" | ", Cells(row))} |\n");
        }

        string[] wrong = [.. Wrong(score)];
        text.Append(wrong.Length == 0 ? "" : $"\n{string.Concat(wrong.Select(line => $"- {line}\n"))}");
        return text.ToString();
    }

    private static string[] Cells(BugRow row)
    {
        var isBug = row.Entry.Kind == PlantedKind.Bug;
        var seconds = row.SecondsToCatch;
        return
        [
            row.Entry.Name,
            row.Entry.Breaks ?? "nothing (decoy)",
            row.Entry.LeastFault ?? "",
            row.Entry.Scenario,
            string.Join(", ", row.Named),
            $"{(isBug ? row.Found : row.Trials.Count - row.Found)} of {row.Trials.Count}",
            seconds.Count == 0 ? "" : $"{BugRow.Median(seconds):F1}",
            isBug ? (row.Found == 0 ? "NOT FOUND" : row.IsMisnamed ? "wrong checker" : "")
                : row.Found > 0 ? "FALSE ALARM" : row.IsRight ? "not flagged" : "not judged",
        ];
    }

    private static IEnumerable<string> Wrong(BugScore score) => score.Rows
        .SelectMany(row => row.Trials.Where(
            trial => trial.IsFound != (row.Entry.Kind == PlantedKind.Bug) || (!row.IsRight && !trial.IsFound)))
        .Select(trial => $"{trial.Bug}, seed {trial.Seed}: {trial.Verdict}" + (trial.RunFolder is null ? "" : $" ({trial.RunFolder})"));
}
