namespace AspireStateless.LoadTests.Calibration;

/// <summary>A calibration for people.</summary>
internal static class CalibrationTable
{
    public static IEnumerable<BenchLine> Of(CalibrationResult result)
    {
        var health = result.Health;
        var achieved = result.AchievedPerSecond / result.OfferedPerSecond;
        yield return new(
            $"lateness at {result.OfferedPerSecond:N0}/s: p50, p99, p99.9",
            $"{result.LatenessP50:F0}, {result.LatenessP99:F0}, {result.LatenessP999:F0} µs",
            $"{TrustRule.LatenessMost:F0} µs p99",
            result.LatenessP99 <= TrustRule.LatenessMost);
        yield return new("sent in time", $"{achieved:P2} of offered", $"{TrustRule.AchievedLeast:P1}", achieved >= TrustRule.AchievedLeast);
        yield return BenchLine.Info("response of the echo, from due: p50", $"{result.ResponseP50:F0} µs");
        yield return BenchLine.Info("processor time for a request, the echo included", $"{result.ProcessorPerRequest:F1} µs");
        var share = TrustRule.ProcessorShare(health);
        yield return new(
            $"the generator's half of the machine (its pacer: {result.PacerCores:F3} cores)",
            $"{share:P1} used",
            $"{TrustRule.ProcessorShareMost:P0}",
            share <= TrustRule.ProcessorShareMost);
        yield return BenchLine.Info(
            "two same loops side by side: ln(B/A) of the middle",
            result.NoiseSpread is { } spread ? $"{result.NoiseShift:P1}, windows spread by {spread:P1}" : "not measured");
        yield return new(
            $"time in which the generator stood still (longest collection {health.WorstGcPauseMilliseconds:F1} ms)",
            $"{health.TaintedShare:P0} of {health.Slices} slices",
            $"{TrustRule.TaintedShareMost:P0}",
            health.TaintedShare <= TrustRule.TaintedShareMost);
        yield return health.StealShare is { } steal
            ? new("time that the host gave to others", $"{steal:P1}", $"{TrustRule.StealShareMost:P0}", steal <= TrustRule.StealShareMost)
            : BenchLine.Info("time that the host gave to others", "not known here");
        yield return TrustRule.OtherShare(health) is { } others
            ? new("the machine's time that other programs took", $"{others:P1}", $"{TrustRule.OtherShareMost:P0}",
                others <= TrustRule.OtherShareMost)
            : BenchLine.Info("the machine's time that other programs took", "not known here");
    }
}
