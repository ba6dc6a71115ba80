using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Performance.Gates.SelfTests;

/// <summary>What gates are drawn from: what was measured of the build as it is, or of one slowdown.</summary>
/// <param name="BrokeBudget">Whether it cost more than it may.</param>
internal sealed record MeasuredPool(string Name, bool BrokeBudget, IReadOnlyList<MeasuredPair> Pairs)
{
    /// <summary>Pairs whose times mean nothing, with the reason.</summary>
    public IEnumerable<string> Objections =>
        Pairs.Where(pair => pair.Objection is not null).Select(pair => $"{Name}, pair {pair.Pair + 1}: {pair.Objection}");
}
