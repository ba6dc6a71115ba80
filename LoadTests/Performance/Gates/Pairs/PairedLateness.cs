namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>
/// What the generator's own lateness did to the response times of a pair, which count from due: the middle of the windows, as the ratios
/// are, so that a stall of one second is one second's here too.
/// </summary>
/// <param name="Share">Of the baseline's mean response time, how much was lateness. What is added to both sides makes a slowdown look
/// smaller by this share.</param>
/// <param name="Bias">By which share of that mean the candidate was sent later than the baseline: this much of a slowdown would be the
/// generator's.</param>
internal sealed record PairedLateness(double Share, double Bias)
{
    public const double MostShare = 0.15;

    // A tenth of what the decision has to tell apart.
    public const double MostBias = 0.005;

    /// <summary>Why the times mean nothing; null where they do.</summary>
    public string? Objection =>
        Share > MostShare ? $"{Share:P1} of the baseline's mean was the generator's lateness, {MostShare:P0} at most"
        : Math.Abs(Bias) > MostBias
            ? $"one side was sent later than the other by {Math.Abs(Bias):P1} of the baseline's mean, {MostBias:P1} at most"
        : null;

    /// <returns>Null where nothing was answered.</returns>
    public static PairedLateness? Of(SideWindows baseline, SideWindows candidate)
    {
        int[] windows = [.. Enumerable.Range(0, baseline.Count).Where(window => baseline.Mean(window) > 0)];
        double Middle(Func<int, double> share) => windows.Select(share).Order().ElementAt(windows.Length / 2);
        return windows.Length == 0 ? null : new(
            Middle(window => (baseline.MeanLateness(window) + candidate.MeanLateness(window)) / 2 / baseline.Mean(window)),
            Middle(window => (candidate.MeanLateness(window) - baseline.MeanLateness(window)) / baseline.Mean(window)));
    }
}
