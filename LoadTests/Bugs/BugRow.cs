using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Bugs;

/// <summary>One planted bug or decoy with its trials, a seed each.</summary>
internal sealed record BugRow(PlantedBug Entry, IReadOnlyList<BugTrial> Trials)
{
    /// <summary>The checker of lifetimes judges a part of what is promised of sessions.</summary>
    private const string LifetimeChecker = "Session lifetime";

    /// <summary>Seeds with which a promise was broken.</summary>
    public int Found => Trials.Count(trial => trial.IsFound);

    /// <summary>A bug found, or a decoy judged and not blamed, with every seed.</summary>
    public bool IsRight => Trials.Count > 0 && (Entry.Kind == PlantedKind.Bug
        ? Found == Trials.Count
        : Trials.All(trial => trial.ExitCode is ExitCode.Passed or ExitCode.NotProven));

    /// <summary>
    /// The promises that were broken in the record when the traffic ended: the one that the bug breaks, then the most frequent.
    /// </summary>
    public IReadOnlyList<string> Named => [.. Trials.SelectMany(trial => trial.Broken)
        .GroupBy(name => name, StringComparer.Ordinal)
        .OrderByDescending(group => PromiseOf(group.Key) == Entry.Breaks)
        .ThenByDescending(group => group.Count())
        .Select(group => group.Key)];

    /// <summary>
    /// Whether a bug was ever found without the promise that it breaks. What is broken at one look was broken by one thing, in no order.
    /// </summary>
    public bool IsMisnamed => Entry.Kind == PlantedKind.Bug
        && Trials.Any(trial => trial.IsFound && !trial.Broken.Any(name => PromiseOf(name) == Entry.Breaks));

    /// <summary>Of traffic, for each seed with which it was found; sorted.</summary>
    public IReadOnlyList<double> SecondsToCatch => [.. Trials.Where(trial => trial.IsFound).Select(trial => trial.Seconds).Order()];

    /// <param name="sorted">At least one.</param>
    public static double Median(IReadOnlyList<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;

    private static string PromiseOf(string checker) => checker == LifetimeChecker ? "Sessions" : checker;
}
