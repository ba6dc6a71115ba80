namespace AspireStateless.LoadTests.Performance.Gates.Statistics;

/// <summary>
/// Where the middle of a symmetric distribution lies, estimated from few values that may hold outliers: the estimator of Hodges and Lehmann
/// with bounds from Wilcoxon's signed-rank distribution, computed exactly (Hollander, Wolfe and Chicken, "Nonparametric Statistical
/// Methods", 3.2 and 3.3).
/// </summary>
internal static class SignedRank
{
    /// <returns>The median of the averages of all pairs of values, each with itself too; NaN without values.</returns>
    public static double Estimate(IReadOnlyList<double> values)
    {
        var averages = WalshAverages(values);
        var count = averages.Length;
        return count == 0 ? double.NaN : (averages[(count - 1) / 2] + averages[count / 2]) / 2;
    }

    /// <summary>Two one-sided bounds of the middle.</summary>
    /// <param name="error">How often each may be wrong, such as 0.005.</param>
    /// <returns>Infinite where so few values cannot bound anything at that error.</returns>
    public static (double Lower, double Upper) Bounds(IReadOnlyList<double> values, double error)
    {
        var averages = WalshAverages(values);
        var rank = Rank(values.Count, error);
        return rank == 0 ? (double.NegativeInfinity, double.PositiveInfinity) : (averages[rank - 1], averages[^rank]);
    }

    /// <summary>
    /// Which of the sorted averages is a bound: with n values the n-th smallest one is too high as often as the sum of signed ranks is
    /// below n, which is counted here. Of ten values and 0.005 it is the fourth.
    /// </summary>
    /// <returns>0 where not even the smallest average is a bound.</returns>
    public static int Rank(int values, double error)
    {
        var ways = WaysToSums(values);
        double below = 0;
        var rank = 0;
        while (rank < ways.Length && (below + ways[rank]) / Math.Pow(2, values) <= error)
        {
            below += ways[rank++];
        }

        return rank;
    }

    /// <returns>In how many ways signs can be given to the ranks 1 to n so that the positive ones add up to each sum.</returns>
    private static double[] WaysToSums(int ranks)
    {
        var ways = new double[(ranks * (ranks + 1) / 2) + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= ranks; rank++)
        {
            for (var sum = ways.Length - 1; sum >= rank; sum--)
            {
                ways[sum] += ways[sum - rank];
            }
        }

        return ways;
    }

    private static double[] WalshAverages(IReadOnlyList<double> values)
    {
        var averages = new double[values.Count * (values.Count + 1) / 2];
        var at = 0;
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = i; j < values.Count; j++)
            {
                averages[at++] = (values[i] + values[j]) / 2;
            }
        }

        Array.Sort(averages);
        return averages;
    }
}
