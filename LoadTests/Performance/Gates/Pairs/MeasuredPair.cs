using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>What one pair of fresh processes showed: one piece of evidence, however many requests it rests on.</summary>
/// <param name="Ratios">ln(candidate / baseline) by metric: the middle of the windows.</param>
/// <param name="Baseline">What the baseline measured, by metric: microseconds, the middle of the windows.</param>
/// <param name="Busy">The share of the machine that was in use.</param>
/// <param name="LatenessP99">Of the generator in the measured time, microseconds.</param>
/// <param name="Lateness">What that did to the response times; null where nothing was answered.</param>
internal sealed record MeasuredPair(
    int Pair,
    IReadOnlyDictionary<string, double> Ratios,
    IReadOnlyDictionary<string, double> Baseline,
    long Sent,
    long BaselineFailed,
    long CandidateFailed,
    double? Busy,
    double? Steal,
    double LatenessP99,
    PairedLateness? Lateness)
{
    /// <summary>Beyond this the processes wait for each other more than they work.</summary>
    public const double MostBusy = 0.75;

    /// <summary>Why its times mean nothing; null where they do.</summary>
    public string? Objection =>
        PairedMetrics.All.FirstOrDefault(metric => !Ratios.ContainsKey(metric.Name)) is { } missing
            ? $"{missing.Name} could not be measured"
        : Busy > MostBusy ? $"{Busy:P0} of the machine was in use, {MostBusy:P0} at most"
        : Steal > TrustRule.StealShareMost ? $"the host gave {Steal:P0} of the time to others, {TrustRule.StealShareMost:P0} at most"
        : Lateness is null ? "the baseline answered nothing"
        : Lateness.Objection;
}
