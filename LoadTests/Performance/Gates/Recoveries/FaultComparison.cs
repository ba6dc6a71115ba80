namespace AspireStateless.LoadTests.Performance.Gates.Recoveries;

/// <summary>One kind of fault, by one metric, on both builds. Milliseconds, or shares of the operations that were due.</summary>
/// <param name="Fault">What was done, and to what.</param>
/// <param name="Baseline">The middle of the baseline; null without pairs.</param>
/// <param name="Differences">Candidate less baseline, of each fault that both builds met.</param>
/// <param name="Estimate">The middle of the differences.</param>
/// <param name="Lower">What the difference is above; null where the pairs are too few to say.</param>
/// <param name="Upper">What it is below, in the same way.</param>
internal sealed record FaultComparison(
    string Fault,
    RecoveryMetric Metric,
    double? Baseline,
    double? Candidate,
    double[] Differences,
    double? Estimate,
    double? Lower,
    double? Upper,
    RecoveryVerdict Verdict)
{
    public string Name => Metric == RecoveryMetric.Recovery ? $"{Fault}: recovery" : $"{Fault}: requests failed";

    /// <summary>What was measured, in a few words.</summary>
    public string Value => this switch
    {
        { Estimate: null } => "no pairs",
        { Lower: null } or { Upper: null } => $"{Difference(Estimate)}, too few pairs for bounds ({Differences.Length})",
        _ => $"{Amount(Baseline)} to {Amount(Candidate)}: {Difference(Estimate)} (between {Difference(Lower)} and {Difference(Upper)},"
            + $" {Differences.Length} pairs)",
    };

    /// <summary>What it has to be.</summary>
    public string Limit =>
        $"not surely above 0 and estimated at more than {Difference(RecoveryRule.Tolerance(Metric))}; surely below"
            + $" {Difference(2 * RecoveryRule.Tolerance(Metric))}";

    private string Amount(double? value) => Metric == RecoveryMetric.Recovery ? $"{value:F0} ms" : $"{value:P1}";

    private string Difference(double? value) =>
        Metric == RecoveryMetric.Recovery ? $"{value:+0;-0;0} ms" : $"{value * 100:+0.0;-0.0;0.0} points";
}

/// <summary>What two builds are compared by after a fault.</summary>
internal enum RecoveryMetric
{
    /// <summary>Milliseconds from the end of the cure until the target served as before.</summary>
    Recovery,

    /// <summary>The error budget: which share of the operations due in the seconds after the fault was not achieved.</summary>
    FailedShare,
}

/// <summary>The zero value passes nothing.</summary>
internal enum RecoveryVerdict
{
    Undecided,
    NotWorse,
    Worse,
}
