using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Performance.Gates.Statistics;

namespace AspireStateless.LoadTests.Performance.Gates;

/// <summary>The verdict of the gate in words.</summary>
internal static class GateVerdict
{
    /// <summary>One sentence, with the single worst reason.</summary>
    public static string Sentence(GateResult result) => result.ExitCode switch
    {
        ExitCode.Passed =>
            $"PASSED: every request keeps its budget, and"
                + $" {(result.ComparesTimes ? Primary(result) : "times were not compared")}{Recovered(result)}",
        ExitCode.Failed => $"FAILED: {Cost(result) ?? Recovery(result) ?? Slower(result)}",
        ExitCode.NotProven => $"NOT PROVEN: {NotProven(result)}",
        _ => $"INVALID: {result.Invalid.First()}",
    };

    public static string Next(GateResult result) => result.ExitCode switch
    {
        ExitCode.Passed => "",
        ExitCode.Failed when Cost(result) is not null =>
            "Next: find the call that is new; if it is meant, 'gate --write-budget' renews the budget, which goes into the same change.",
        ExitCode.Failed when Recovery(result) is not null =>
            "Next: open report.html of the candidate's runs in this folder; 'run recovery' with the same --seed does the same to the"
                + " candidate alone.",
        ExitCode.Failed => "Next: profile what the change touches; the same --seed sends the same requests again.",
        ExitCode.NotProven when result is { ComparesTimes: false } or { Paired: PairedVerdict.NotSlower } =>
            $"Next: give it --chaos {2 * GateOptions.UsualRecoveries}, or a machine with less noise.",
        ExitCode.NotProven => $"Next: give it {GateOptions.UsualPairs} pairs, --more, or a machine with less noise.",
        _ => "Next: close what else runs on this machine, use a Release build, and run it again; what is said of costs holds all the same.",
    };

    /// <summary>An estimate with its bounds.</summary>
    public static string Value(MetricEstimate metric) => metric switch
    {
        { Estimate: { } estimate, Lower: { } lower, Upper: { } upper } =>
            $"{Change(estimate)} (surely between {Change(lower)} and {Change(upper)})",
        { Estimate: { } estimate } => $"{Change(estimate)} (too few pairs for bounds)",
        _ => "not measured",
    };

    /// <summary>A share with its sign, in per cent.</summary>
    public static string Change(double share) => $"{share * 100:+0.0;-0.0;0.0} %";

    private static string NotProven(GateResult result) =>
        result.Costs.Count == 0 ? "nothing was counted"
        : result.ComparesTimes && result.Paired != PairedVerdict.NotSlower ? $"inconclusive: {Primary(result)}"
        : result.Recovery is { Undecided: [var first, ..] } recovery
            ? $"not decided: {first}{(recovery.Undecided.Count == 1 ? "" : $", and {recovery.Undecided.Count - 1} more")}"
        : "nothing was compared";

    private static string Recovered(GateResult result) => result.Recovery is { } recovery
        ? $"; under {recovery.Runs.Where(run => run.Side == Side.Candidate).Sum(run => run.Faults.Count)} faults it kept its promises,"
            + $" and was no worse by any kind"
        : "";

    private static string? Recovery(GateResult result) => result.Recovery switch
    {
        { Broken: [var broken, ..] } recovery =>
            $"promises broken under faults: {broken}{(recovery.Broken.Count == 1 ? "" : $", and {recovery.Broken.Count - 1} more")}",
        { Worse: [var worst, ..] } recovery =>
            $"{worst.Name} {worst.Value}{(recovery.Worse.Count == 1 ? "" : $", and {recovery.Worse.Count - 1} more")}",
        _ => null,
    };

    private static string Primary(GateResult result) =>
        result.Metrics.FirstOrDefault(metric => metric.Role == MetricRole.Primary) is { } primary
        ? $"{primary.Name} {Value(primary)}"
        : "nothing was compared";

    private static string? Cost(GateResult result)
    {
        List<CostCheck> broken = [.. result.Costs.Where(check => check.Differences.Count > 0)];
        return broken.Count == 0 ? null
            : $"{broken[0].Request}: {string.Join(", ", broken[0].Differences)}"
                + (broken.Count == 1 ? "" : $", and {broken.Count - 1} more requests");
    }

    private static string Slower(GateResult result) => result.FailsMore
        ? $"the candidate failed {result.CandidateFailed} of {result.Requests} requests, the baseline {result.BaselineFailed}"
        : string.Join("; ", result.Metrics.Where(DecisionRule.IsSlower)
            .Select(metric =>
                $"{metric.Name} {Value(metric)}, {metric.Pairs.Count(pair => pair > 0)} of {metric.Pairs.Length} pairs slower"));
}
