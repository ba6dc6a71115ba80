using AspireStateless.Judging;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Performance.Gates.Recoveries;
using AspireStateless.LoadTests.Performance.Gates.Statistics;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Gates;

/// <summary>A comparison as a report: the same files as a run's, made in the same way.</summary>
internal static class GateReport
{
    public static RunReport Of(GateResult result, GateOptions options) => RunReport.WithoutTraffic with
    {
        Run = "",
        Scenario = "gate",
        Seed = options.Seed,
        PlanHash = "",
        Command = options.Command,
        ExitCode = (int)result.ExitCode,
        Verdict = GateVerdict.Sentence(result),
        Certainty = Certain(result),
        Next = GateVerdict.Next(result),
        Objections = [.. result.Invalid],
        Checks = [.. Costs(result), .. result.ComparesTimes ? Times(result) : [], .. Recovery(result)],
        SelfTest = new SelfTest(0, []),
        Machine = MachineResult.OfThis(),
        Gate = result,
    };

    private static string Certain(GateResult result) =>
        (result.ComparesTimes
            ? $"It rests on {result.Pairs.Count} pairs of fresh processes, {result.Requests} requests to each side, and on the cost of"
            : "It rests on the cost of")
        + $" {result.Costs.Count} kinds of request"
        + (result.Recovery is { } recovery
            ? $", and on {recovery.Runs.Count} runs with {recovery.Runs.Sum(run => run.Faults.Count)} faults" : "")
        + $". The gate's own error rates: {result.Rates?.ToString() ?? "not measured yet (gate --self-test)"}.";

    private static IEnumerable<CheckResult> Costs(GateResult result) => result.Costs.Select(check => new CheckResult(
        check.Request,
        CheckKind.Limit,
        check.Differences.Count == 0 ? CheckState.Holds : CheckState.Broken,
        check.Differences.Count == 0 ? check.Measured!.ToString() : string.Join(", ", check.Differences),
        check.Budget?.ToString() ?? "none",
        Counts: true,
        "costs"));

    private static IEnumerable<CheckResult> Times(GateResult result)
    {
        foreach (var metric in result.Metrics)
        {
            var state = metric.Estimate is null || metric.Lower is null ? CheckState.Unknown
                : DecisionRule.HasChanged(metric) ? CheckState.Broken
                : metric.Role == MetricRole.Primary && !(metric.Upper < DecisionRule.MostUpper) ? CheckState.Unknown
                : CheckState.Holds;
            yield return new CheckResult(
                $"{metric.Name}, candidate against baseline", CheckKind.Limit, state, GateVerdict.Value(metric), Limit(metric),
                metric.Role >= MetricRole.Gated, "duet");
        }

        yield return new CheckResult(
            "failed requests", CheckKind.Limit, result.FailsMore ? CheckState.Broken : result.Requests > 0 ? CheckState.Holds
                : CheckState.Unknown,
            $"{result.CandidateFailed}, baseline {result.BaselineFailed}",
                $"fewer than {DecisionRule.LeastExtraFailures} more, or no more than chance", true, "duet");
        yield return new CheckResult(
            "times can be trusted", CheckKind.Limit, result.Objections.Count == 0 ? CheckState.Holds : CheckState.Broken,
            $"{result.Objections.Count} objections", "none", true, "checks");
    }

    private static IEnumerable<CheckResult> Recovery(GateResult result)
    {
        if (result.Recovery is not { } recovery)
        {
            yield break;
        }

        yield return new CheckResult(
            "promises of the candidate under faults", CheckKind.Limit,
            recovery.Broken.Count > 0 ? CheckState.Broken : recovery.Runs.Any(run => run is { Side: Side.Candidate, Faults.Count: > 0 })
                ? CheckState.Holds : CheckState.Unknown,
            recovery.Broken.Count > 0 ? string.Join(", ", recovery.Broken) : "none broken", "none broken", true, "recovery");
        foreach (var one in recovery.Comparisons)
        {
            var state = recovery.Worse.Contains(one) ? CheckState.Broken : one.Verdict == RecoveryVerdict.NotWorse ? CheckState.Holds
                : CheckState.Unknown;
            yield return new CheckResult(one.Name, CheckKind.Limit, state, one.Value, one.Limit, true, "recovery");
        }

        yield return new CheckResult(
            "runs with faults can be trusted", CheckKind.Limit,
            recovery.Objections.Count > 0 ? CheckState.Broken : recovery.Runs.All(run => run.Unproven is null) ? CheckState.Holds
                : CheckState.Unknown,
            $"{recovery.Objections.Count} objections, {recovery.Runs.Count(run => run.Unproven is not null)} of {recovery.Runs.Count} not"
                + $" proven", "none", true, "checks");
    }

    private static string Limit(MetricEstimate metric) => metric.Role switch
    {
        MetricRole.Primary =>
            $"not both surely above +{DecisionRule.MarginLower:P0} and estimated at +{DecisionRule.LeastEstimate:P1} or more; surely"
                + $" below +{DecisionRule.MostUpper:P0}",
        MetricRole.Shown => "shown only",
        _ => $"not both surely above +{DecisionRule.MarginLower:P0} and estimated at +{DecisionRule.LeastEstimate:P1} or more",
    };
}
