using AspireStateless.LoadTests.Gates.Duets;
using AspireStateless.LoadTests.Gates.Statistics;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Gates.SelfTests;

/// <summary>What the gate would decide if it were run again and again, from pairs that were measured once: a bootstrap. A pure function.</summary>
internal static class RatePool
{
    /// <param name="name">Of the slowdown that the pairs were measured with.</param>
    /// <param name="pairs">Measured ones.</param>
    /// <param name="gatePairs">Pairs of one gate, drawn with replacement.</param>
    /// <param name="gates">How many gates are drawn.</param>
    public static PoolRates Draw(string name, IReadOnlyList<DuetPair> pairs, int gatePairs, int gates, ulong seed)
    {
        var random = RandomStream.Of(seed, $"gate.rates.{name}");
        int[] verdicts = new int[Enum.GetValues<DuetVerdict>().Length];
        for (int gate = 0; gate < gates; gate++)
        {
            List<DuetPair> drawn = [.. Enumerable.Range(0, gatePairs).Select(_ => pairs[random.Next(pairs.Count)])];
            verdicts[(int)DecisionRule.Of(DuetMetrics.Estimate(drawn))]++;
        }

        var all = DuetMetrics.Estimate(pairs).ToDictionary(metric => metric.Name, metric => metric.Estimate);

        double Share(DuetVerdict verdict) => (double)verdicts[(int)verdict] / gates;
        return new PoolRates(
            name, pairs.Count, Share(DuetVerdict.Slower), Share(DuetVerdict.NotSlower), Share(DuetVerdict.Inconclusive),
            all[DuetMetrics.P50], all[DuetMetrics.MeanTime], all[DuetMetrics.ProcessorTime]);
    }
}
