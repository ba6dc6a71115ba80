using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Performance.Gates.Statistics;

namespace AspireStateless.LoadTests.Performance.Gates.SelfTests;

/// <summary>
/// What the gate would decide if it were run again and again, from pairs that were measured once: a bootstrap. A pure function.
/// </summary>
internal static class RatePool
{
    /// <param name="gatePairs">Pairs of one gate, drawn with replacement.</param>
    /// <param name="gates">How many gates are drawn.</param>
    public static PoolRates Draw(MeasuredPool pool, int gatePairs, int gates, ulong seed)
    {
        var random = RandomStream.Of(seed, $"gate.rates.{pool.Name}");
        var verdicts = new int[Enum.GetValues<PairedVerdict>().Length];
        for (var gate = 0; gate < gates; gate++)
        {
            List<MeasuredPair> drawn = [.. Enumerable.Range(0, gatePairs).Select(_ => pool.Pairs[random.Next(pool.Pairs.Count)])];
            verdicts[(int)DecisionRule.Of(PairedMetrics.Estimate(drawn))]++;
        }

        var all = PairedMetrics.Estimate(pool.Pairs).ToDictionary(metric => metric.Name, metric => metric.Estimate);
        double Share(PairedVerdict verdict) => (double)verdicts[(int)verdict] / gates;
        return new PoolRates(
            pool.Name, pool.Pairs.Count, Share(PairedVerdict.Slower), Share(PairedVerdict.NotSlower), Share(PairedVerdict.Inconclusive),
            all[PairedMetrics.P50], all[PairedMetrics.MeanTime], all[PairedMetrics.ProcessorTime], pool.BrokeBudget);
    }
}
