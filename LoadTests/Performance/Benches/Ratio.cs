namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>How two rates that were measured side by side compare, round by round.</summary>
/// <param name="Middle">Of the rounds' quotients; not the quotient of two middles, which may come from different moments.</param>
/// <param name="Least">The smallest quotient of a round.</param>
/// <param name="Most">The greatest one.</param>
internal readonly record struct Ratio(double Middle, double Least, double Most)
{
    /// <param name="rates">One a round, at least one.</param>
    /// <param name="against">As many, above 0.</param>
    public static Ratio Of(IReadOnlyList<double> rates, IReadOnlyList<double> against)
    {
        double[] quotients = [.. rates.Zip(against, static (own, other) => own / other)];
        return new Ratio(MiddleOf(quotients), quotients.Min(), quotients.Max());
    }

    /// <summary>The median; between the two middle ones of an even number.</summary>
    public static double MiddleOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
