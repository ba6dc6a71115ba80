namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>What a cost is at a size n: factor * n^exponent.</summary>
/// <param name="Exponent">0 where the cost is the same at every size, 1 where it grows as the size does.</param>
/// <param name="Factor">The cost at n = 1, in its own unit.</param>
/// <param name="Furthest">How far the cost lies from this that lies furthest, as a share of what this says there.</param>
internal readonly record struct PowerLaw(double Exponent, double Factor, double Furthest)
{
    /// <summary>Fits by least squares on the logarithms of both, where the exponent is the slope of a straight line.</summary>
    /// <param name="sizes">At least two that differ; above 0, as the costs are.</param>
    /// <param name="costs">One for each size.</param>
    public static PowerLaw Fit(IReadOnlyList<double> sizes, IReadOnlyList<double> costs)
    {
        double[] x = [.. sizes.Select(static n => Math.Log(n))], y = [.. costs.Select(static cost => Math.Log(cost))];
        double middleX = x.Average(), middleY = y.Average();
        var exponent = x.Zip(y, (one, other) => (one - middleX) * (other - middleY)).Sum() / x.Sum(one => Math.Pow(one - middleX, 2));
        var factor = Math.Exp(middleY - (exponent * middleX));
        return new(exponent, factor, sizes.Zip(costs, (size, cost) => Math.Abs((cost / (factor * Math.Pow(size, exponent))) - 1)).Max());
    }
}
