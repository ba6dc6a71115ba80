using AspireStateless.LoadTests.Checkers;
using AspireStateless.LoadTests.Gates.Statistics;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Gates;

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
        Objections = result.Objections,
        Checks = [.. Costs(result), .. Times(result)],
        SelfTest = new SelfTest(0, []),
        Machine = MachineResult.OfThis(),
        Gate = result,
    };

    private static string Certain(GateResult result) =>
        $"It rests on {result.Pairs.Count} pairs of fresh processes, {result.Requests} requests to each side, and on the cost of {result.Costs.Count} kinds of"
        + $" request. The gate's own error rates: {result.Rates?.ToString() ?? "not measured yet (gate --self-test)"}.";

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
            "failed requests", CheckKind.Limit, result.FailsMore ? CheckState.Broken : result.Requests > 0 ? CheckState.Holds : CheckState.Unknown,
            $"{result.CandidateFailed}, baseline {result.BaselineFailed}", $"fewer than {DecisionRule.LeastExtraFailures} more, or no more than chance", true, "duet");
        yield return new CheckResult(
            "times can be trusted", CheckKind.Limit, result.Objections.Count == 0 ? CheckState.Holds : CheckState.Broken,
            $"{result.Objections.Count} objections", "none", true, "checks");
    }

    private static string Limit(MetricEstimate metric) => metric.Role switch
    {
        MetricRole.Primary =>
            $"not both surely above +{DecisionRule.MarginLower:P0} and estimated at +{DecisionRule.LeastEstimate:P1} or more; surely below +{DecisionRule.MostUpper:P0}",
        MetricRole.Shown => "shown only",
        _ => $"not both surely above +{DecisionRule.MarginLower:P0} and estimated at +{DecisionRule.LeastEstimate:P1} or more",
    };
}
