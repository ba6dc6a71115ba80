namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>What several rounds measured.</summary>
/// <param name="Middle">The median; between the two middle ones of an even number.</param>
/// <param name="Least">The smallest of a round.</param>
/// <param name="Most">The greatest one.</param>
internal readonly record struct Spread(double Middle, double Least, double Most)
{
    /// <param name="values">One a round, at least one.</param>
    public static Spread Of(params IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>
    /// Of the rounds' quotients: the quotient of two middles may come from different moments.
    /// </summary>
    /// <param name="rates">Measured side by side with <paramref name="against"/>, of which there are as many, above 0.</param>
    public static Spread OfQuotients(IReadOnlyList<double> rates, IReadOnlyList<double> against) =>
        Of(rates.Zip(against, static (own, other) => own / other));
}
