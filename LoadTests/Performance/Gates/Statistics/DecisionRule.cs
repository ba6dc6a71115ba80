namespace AspireStateless.LoadTests.Performance.Gates.Statistics;

/// <summary>
/// When a candidate is slower: it fails if by any of the gated metrics the lower bound of the change is above 1 % <em>and</em> the estimate
/// is at least 2.5 %. It passes if the upper bound of the primary one is below 5 %. Everything else is inconclusive.
/// </summary>
internal static class DecisionRule
{
    public const double MarginLower = 0.01;
    public const double LeastEstimate = 0.025;
    public const double MostUpper = 0.05;

    /// <summary>Fewer failures more than the baseline's are chance, whatever the test says.</summary>
    public const long LeastExtraFailures = 3;

    public static PairedVerdict Of(IEnumerable<MetricEstimate> metrics)
    {
        var all = metrics.ToList();
        return all.Exists(IsSlower) ? PairedVerdict.Slower
            : all.Exists(metric => metric.Role == MetricRole.Primary && metric.Upper < MostUpper) ? PairedVerdict.NotSlower
            : PairedVerdict.Inconclusive;
    }

    /// <summary>Whether it fails the candidate.</summary>
    public static bool IsSlower(MetricEstimate metric) => metric.Role >= MetricRole.Gated && HasChanged(metric);

    /// <summary>Whether the change is beyond both limits, whatever that means for the verdict.</summary>
    public static bool HasChanged(MetricEstimate metric) => metric.Lower > MarginLower && metric.Estimate >= LeastEstimate;

    /// <summary>Whether the candidate fails more of the same requests.</summary>
    public static bool FailsMore(long failedA, long allA, long failedB, long allB) =>
        failedB - failedA >= LeastExtraFailures && FisherExact.Chance(failedA, allA, failedB, allB) <= MetricEstimate.Error;
}

/// <summary>The zero value passes nothing.</summary>
internal enum PairedVerdict
{
    Inconclusive,
    NotSlower,
    Slower,
}
