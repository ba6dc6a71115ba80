namespace AspireStateless.LoadTests.Performance.Gates.Statistics;

/// <summary>How much slower the candidate is by one metric. Changes are shares: 0.05 is 5 % more than the baseline.</summary>
/// <param name="Pairs">One for each pair of fresh processes: the unit of evidence.</param>
/// <param name="Estimate">The middle of them, by Hodges and Lehmann; null without pairs.</param>
/// <param name="Lower">What the change is above, wrong once in 200; null where the pairs are too few to say.</param>
/// <param name="Upper">What it is below, in the same way.</param>
internal sealed record MetricEstimate(string Name, MetricRole Role, double[] Pairs, double? Estimate, double? Lower, double? Upper)
{
    /// <summary>Of each bound by itself.</summary>
    public const double Error = 0.005;

    /// <param name="ratios">ln(B/A) of each pair.</param>
    public static MetricEstimate Of(string name, MetricRole role, IReadOnlyList<double> ratios)
    {
        var (lower, upper) = SignedRank.Bounds(ratios, Error);
        return new(name, role, [.. ratios.Select(Change)], Known(SignedRank.Estimate(ratios)), Known(lower), Known(upper));
    }

    private static double Change(double ratio) => Math.Exp(ratio) - 1;

    private static double? Known(double ratio) => double.IsFinite(ratio) ? Change(ratio) : null;
}

/// <summary>What a metric does to the verdict.</summary>
internal enum MetricRole
{
    /// <summary>Shown only: it is too noisy to judge by.</summary>
    Shown,

    /// <summary>A change is pointed out, and fails nobody.</summary>
    Warns,

    /// <summary>A change for the worse fails.</summary>
    Gated,

    /// <summary>The same, and it alone decides what passes.</summary>
    Primary,
}
