namespace AspireStateless.LoadTests.Performance.Gates.Statistics;

/// <summary>
/// Whether one side fails more often than the other, decided exactly: counts of failures are small, and no bell curve fits them.
/// </summary>
internal static class FisherExact
{
    /// <summary>Fisher's exact test, one-sided.</summary>
    /// <param name="failedA">Of <paramref name="allA"/>.</param>
    /// <param name="failedB">Of <paramref name="allB"/>.</param>
    /// <returns>How likely B would have so many of all failures, or more, if both sides failed equally often.</returns>
    public static double Chance(long failedA, long allA, long failedB, long allB)
    {
        var failed = failedA + failedB;
        double chance = 0;
        for (var inB = failedB; inB <= Math.Min(failed, allB); inB++)
        {
            chance += Math.Exp(LogChoose(allB, inB) + LogChoose(allA, failed - inB) - LogChoose(allA + allB, failed));
        }

        return Math.Min(1, chance);
    }

    /// <returns>Minus infinity where there is no way.</returns>
    private static double LogChoose(long all, long chosen)
    {
        if (chosen < 0 || chosen > all)
        {
            return double.NegativeInfinity;
        }

        double log = 0;
        for (long i = 1; i <= Math.Min(chosen, all - chosen); i++)
        {
            log += Math.Log((double)(all - Math.Min(chosen, all - chosen) + i) / i);
        }

        return log;
    }
}
