using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Gates.Recoveries;

/// <summary>One run of the schedule of faults, on one build.</summary>
/// <param name="Pair">Runs of one pair have the same plan.</param>
/// <param name="Folder">Its run folder, in that of the gate.</param>
/// <param name="Broken">Promises that it broke.</param>
/// <param name="Unproven">Why it does not prove what its scenario sets out to prove; null where it does.</param>
/// <param name="Objections">What makes it invalid, worst first.</param>
/// <param name="LateP99Ms">How late the harness sent its operations; null where it was not measured.</param>
internal sealed record RecoveryRun(
    int Pair,
    Side Side,
    string Folder,
    IReadOnlyList<string> Broken,
    string? Unproven,
    IReadOnlyList<string> Objections,
    double? LateP99Ms,
    IReadOnlyList<FaultObservation> Faults)
{
    public static RecoveryRun Of(int pair, Side side, string folder, RunReport report, RecordedRun record) => new(
        pair,
        side,
        folder,
        [.. report.Promises.Where(promise => promise.Verdict == Verdict.Invalid).Select(promise => promise.Name)],
        report.ExitCode == (int)ExitCode.NotProven ? report.Verdict : null,
        report.Objections,
        report.Traffic?.Lateness.P99,
        FaultObservation.Of(record));

    /// <summary>One that gave no result.</summary>
    public static RecoveryRun Without(int pair, Side side, string folder, string objection) =>
        new(pair, side, folder, [], null, [objection], null, []);

    /// <summary>For people.</summary>
    public override string ToString() => $"pair {Pair + 1}, {Side.ToString().ToLowerInvariant()}";
}
