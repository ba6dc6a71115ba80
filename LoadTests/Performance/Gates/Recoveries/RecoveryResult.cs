using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Performance.Gates.Recoveries;

/// <summary>What the same faults did to two builds, and what follows from it.</summary>
/// <param name="Pairs">How many pairs of runs were asked for.</param>
/// <param name="Seconds">All runs together.</param>
internal sealed record RecoveryResult(int Pairs, IReadOnlyList<RecoveryRun> Runs, double Seconds)
{
    /// <summary>
    /// Milliseconds that the harness may be late at the 99th percentile: later, and it is no clock for a recovery of such a tolerance.
    /// </summary>
    private const double LateMostMs = RecoveryRule.ToleranceMs / 2;

    public IReadOnlyList<FaultComparison> Comparisons { get; } = RecoveryRule.Compare(Runs);

    /// <summary>Promises that the candidate broke, each with the run.</summary>
    public IReadOnlyList<string> Broken =>
        [.. Runs.Where(run => run.Side == Side.Candidate)
            .SelectMany(run => run.Broken.Select(promise => $"{promise} ({run}: {run.Folder})"))];

    /// <summary>What the candidate is worse by. A share of requests needs no clock; a recovery does.</summary>
    public IReadOnlyList<FaultComparison> Worse => [.. Comparisons.Where(one =>
        one.Verdict == RecoveryVerdict.Worse && (one.Metric == RecoveryMetric.FailedShare || !Late.Any()))];

    /// <summary>Why nothing can be said for the candidate, worst first.</summary>
    public IReadOnlyList<string> Objections =>
    [
        .. Runs.SelectMany(run => run.Objections.Take(1).Select(objection => $"{run}: {objection}")),
        .. Late,
    ];

    /// <summary>What was not decided, by name; empty where everything was.</summary>
    public IReadOnlyList<string> Undecided =>
    [
        .. Runs.Where(run => run.Unproven is not null).Select(run => $"{run}: {run.Unproven}"),
        .. Runs.Where(run => run.Side == Side.Baseline && run.Broken.Count > 0)
            .Select(run => $"{run}: it breaks {string.Join(", ", run.Broken)} itself"),
        .. Comparisons.Count == 0 ? ["no fault was met by both builds"] : Array.Empty<string>(),
        .. Comparisons.Where(one => one.Verdict == RecoveryVerdict.Undecided).Select(one => $"{one.Name} {one.Value}"),
    ];

    public bool Fails => Broken.Count > 0 || Worse.Count > 0;

    private IEnumerable<string> Late => Runs.Where(run => run.LateP99Ms > LateMostMs)
        .Select(run =>
            $"{run}: the harness sent one operation in a hundred {run.LateP99Ms:F0} ms late or more, {LateMostMs:F0} ms at most");
}
