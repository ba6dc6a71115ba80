using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Gates.Duets;

/// <summary>What one pair of fresh processes showed: one piece of evidence, however many requests it rests on.</summary>
/// <param name="Ratios">ln(candidate / baseline) by metric: the middle of the windows.</param>
/// <param name="Baseline">What the baseline measured, by metric: microseconds, the middle of the windows.</param>
/// <param name="Busy">The share of the machine that was in use.</param>
/// <param name="LatenessP99">Of the generator in the measured time, microseconds.</param>
/// <param name="LatenessShare">Its mean lateness as a share of the baseline's mean response time.</param>
internal sealed record DuetPair(
    int Pair,
    IReadOnlyDictionary<string, double> Ratios,
    IReadOnlyDictionary<string, double> Baseline,
    long Sent,
    long BaselineFailed,
    long CandidateFailed,
    double? Busy,
    double? Steal,
    double LatenessP99,
    double LatenessShare)
{
    /// <summary>Beyond this the processes wait for each other more than they work.</summary>
    public const double MostBusy = 0.75;

    /// <summary>
    /// Every arrival goes to both sides at once, so that what sends is late for both and favours none; but what it adds to both makes a
    /// slowdown look smaller by this share. One stall, which only a high percentile shows, is both sides' too.
    /// </summary>
    public const double MostLate = 0.1;

    /// <summary>Why its times mean nothing; null where they do.</summary>
    public string? Objection =>
        DuetMetrics.All.FirstOrDefault(metric => !Ratios.ContainsKey(metric.Name)) is { } missing ? $"{missing.Name} could not be measured"
        : Busy > MostBusy ? $"{Busy:P0} of the machine was in use, {MostBusy:P0} at most"
        : Steal > TrustRule.StealShareMost ? $"the host gave {Steal:P0} of the time to others, {TrustRule.StealShareMost:P0} at most"
        : LatenessShare > MostLate ? $"{LatenessShare:P0} of the time that was measured is the generator's lateness, {MostLate:P0} at most"
        : null;
}
