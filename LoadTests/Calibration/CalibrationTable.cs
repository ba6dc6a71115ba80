namespace AspireStateless.LoadTests.Calibration;

/// <summary>A calibration for people.</summary>
internal static class CalibrationTable
{
    private const string Unknown = "not known here";

    public static IEnumerable<string> Of(CalibrationResult result)
    {
        var health = result.Health;
        var achieved = result.AchievedPerSecond / result.OfferedPerSecond;
        yield return Judged(
            $"lateness at {result.OfferedPerSecond:N0}/s: p50, p99, p99.9",
            $"{result.LatenessP50:F0}, {result.LatenessP99:F0}, {result.LatenessP999:F0} µs",
            $"{TrustRule.LatenessMost:F0} µs p99",
            result.LatenessP99 <= TrustRule.LatenessMost);
        yield return Judged(
            "sent in time", $"{achieved:P2} of offered", $"{TrustRule.AchievedLeast:P1}", achieved >= TrustRule.AchievedLeast);
        yield return Told("response of the echo, from due: p50", $"{result.ResponseP50:F0} µs");
        yield return Told("processor time for a request, the echo included", $"{result.ProcessorPerRequest:F1} µs");
        var share = TrustRule.ProcessorShare(health);
        yield return Judged(
            $"the generator's half of the machine (its pacer: {result.PacerCores:F3} cores)",
            $"{share:P1} used",
            $"{TrustRule.ProcessorShareMost:P0}",
            share <= TrustRule.ProcessorShareMost);
        yield return Told(
            "two same loops side by side: ln(B/A) of the middle",
            result.NoiseSpread is { } spread ? $"{result.NoiseShift:P1}, windows spread by {spread:P1}" : "not measured");
        yield return Judged(
            $"time in which the generator stood still (longest collection {health.WorstGcPauseMilliseconds:F1} ms)",
            $"{health.TaintedShare:P0} of {health.Slices} slices",
            $"{TrustRule.TaintedShareMost:P0}",
            health.TaintedShare <= TrustRule.TaintedShareMost);
        yield return Share("time that the host gave to others", health.StealShare, TrustRule.StealShareMost);
        yield return Share("the machine's time that other programs took", TrustRule.OtherShare(health), TrustRule.OtherShareMost);
    }

    private static string Share(string what, double? share, double most) =>
        share is { } known ? Judged(what, $"{known:P1}", $"{most:P0}", known <= most) : Told(what, Unknown);

    /// <summary>A figure that others are read beside.</summary>
    private static string Told(string what, string measured) => $"{what,-64} {measured}";

    private static string Judged(string what, string measured, string limit, bool holds) =>
        $"{Told(what, $"{measured,-26}")} limit {limit,-12} {(holds ? "holds" : "EXCEEDED")}";
}
