namespace AspireStateless.LoadTests.Calibration;

/// <summary>Decides whether a measurement of time may rest on this generator. A verdict on promises needs none of it.</summary>
internal static class TrustRule
{
    /// <summary>Microseconds of lateness at the 99th percentile.</summary>
    public const double LatenessMost = 1000;

    /// <summary>The same as a share of what is measured.</summary>
    public const double LatenessShareMost = 0.1;
    public const double AchievedLeast = 0.995;

    /// <summary>Of the generator's half of the machine.</summary>
    public const double ProcessorShareMost = 0.7;
    public const double TaintedShareMost = 0.05;
    public const double StealShareMost = 0.05;

    /// <summary>What other programs may take of the machine before anything is measured.</summary>
    public const double OtherShareMost = 0.25;

    /// <param name="measuredP50">The middle response time of the measurement itself, microseconds; null before it.</param>
    /// <returns>Each broken rule with its number.</returns>
    public static IEnumerable<string> Objections(CalibrationResult result, double? measuredP50 = null)
    {
        var achieved = result.AchievedPerSecond / result.OfferedPerSecond;
        (bool Broken, string What)[] rules =
        [
            (achieved < AchievedLeast, $"{achieved:P2} of the offered requests were sent in time, {AchievedLeast:P1} at least"),
            (OtherShare(result.Health) > OtherShareMost,
                $"other programs took {OtherShare(result.Health):P0} of the machine, {OtherShareMost:P0} at most"),
        ];
        return Objections(result.LatenessP99, measuredP50, result.Health)
            .Concat(rules.Where(rule => rule.Broken).Select(rule => rule.What));
    }

    /// <summary>Of a measurement that is over. What else ran on the machine is no objection: the target did.</summary>
    /// <param name="latenessP99">Due to sent, microseconds.</param>
    /// <param name="measuredP50">The middle response time, microseconds; null where nothing was answered.</param>
    /// <returns>Each broken rule with its number.</returns>
    public static IEnumerable<string> Objections(double latenessP99, double? measuredP50, GeneratorHealth health)
    {
        var share = ProcessorShare(health);
        (bool Broken, string What)[] rules =
        [
            (latenessP99 > LatenessMost,
                $"one request in a hundred was sent {latenessP99:F0} µs late or more, {LatenessMost:F0} µs at most"),
            (latenessP99 > LatenessShareMost * measuredP50,
                $"lateness p99 is {latenessP99:F0} µs, more than {LatenessShareMost:P0} of the {measuredP50:F0} µs that were measured"),
            (share > ProcessorShareMost, $"the generator took {share:P0} of its half of the machine, {ProcessorShareMost:P0} at most"),
            (health.TaintedShare > TaintedShareMost,
                $"the generator itself stood still in {health.TaintedShare:P0} of the time, {TaintedShareMost:P0} at most"),
            (health.StealShare > StealShareMost,
                $"the host gave {health.StealShare:P0} of the time to others, {StealShareMost:P0} at most"),
        ];
        return rules.Where(rule => rule.Broken).Select(rule => rule.What);
    }

    /// <summary>What other programs took of the whole machine; null where it cannot be read.</summary>
    public static double? OtherShare(GeneratorHealth health) => health.OtherCores / Environment.ProcessorCount;

    /// <summary>What the generator took of half of the machine; the other half is the target's.</summary>
    public static double ProcessorShare(GeneratorHealth health) => health.Cores / (Environment.ProcessorCount / 2.0);
}
