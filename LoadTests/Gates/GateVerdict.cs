using AspireStateless.LoadTests.Gates.Counters;
using AspireStateless.LoadTests.Gates.Statistics;

namespace AspireStateless.LoadTests.Gates;

/// <summary>The verdict of the gate in words.</summary>
internal static class GateVerdict
{
    /// <summary>One sentence, with the single worst reason.</summary>
    public static string Sentence(GateResult result) => result.ExitCode switch
    {
        ExitCode.Passed => $"PASSED: every request keeps its budget, and {Primary(result)}",
        ExitCode.Failed => $"FAILED: {Cost(result) ?? Slower(result)}",
        ExitCode.NotProven => $"NOT PROVEN: {(result.Costs.Count == 0 ? "nothing was counted" : $"inconclusive: {Primary(result)}")}",
        _ => $"INVALID: {result.Objections[0]}",
    };

    public static string Next(GateResult result) => result.ExitCode switch
    {
        ExitCode.Passed => "",
        ExitCode.Failed when Cost(result) is not null =>
            "Next: find the call that is new; if it is meant, 'gate --write-budget' renews the budget, which goes into the same change.",
        ExitCode.Failed => "Next: profile what the change touches; the same --seed sends the same requests again.",
        ExitCode.NotProven => $"Next: give it {GateOptions.UsualPairs} pairs, --more, or a machine with less noise.",
        _ => "Next: close what else runs on this machine, use a Release build, and run it again; what is said of costs holds all the same.",
    };

    /// <summary>An estimate with its bounds.</summary>
    public static string Value(MetricEstimate metric) => metric.Estimate is { } estimate
        ? $"{Change(estimate)} ({(metric is { Lower: { } lower, Upper: { } upper } ? $"surely between {Change(lower)} and {Change(upper)}" : "too few pairs for bounds")})"
        : "not measured";

    /// <summary>A share with its sign, in per cent.</summary>
    public static string Change(double share) => $"{share * 100:+0.0;-0.0;0.0} %";

    private static string Primary(GateResult result) => result.Metrics.FirstOrDefault(metric => metric.Role == MetricRole.Primary) is { } primary
        ? $"{primary.Name} {Value(primary)}"
        : "nothing was compared";

    private static string? Cost(GateResult result)
    {
        List<CostCheck> broken = [.. result.Costs.Where(check => check.Differences.Count > 0)];
        return broken.Count == 0 ? null
            : $"{broken[0].Request}: {string.Join(", ", broken[0].Differences)}" + (broken.Count == 1 ? "" : $", and {broken.Count - 1} more requests");
    }

    private static string Slower(GateResult result) => result.FailsMore
        ? $"the candidate failed {result.CandidateFailed} of {result.Requests} requests, the baseline {result.BaselineFailed}"
        : string.Join("; ", result.Metrics.Where(DecisionRule.IsSlower)
            .Select(metric => $"{metric.Name} {Value(metric)}, {metric.Pairs.Count(pair => pair > 0)} of {metric.Pairs.Length} pairs slower"));
}
