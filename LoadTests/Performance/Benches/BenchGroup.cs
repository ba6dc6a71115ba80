namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>Rows that belong together.</summary>
/// <param name="Title">What is measured; of ratios, what is compared with what: the first row is their base.</param>
internal sealed record BenchGroup(string Title, IReadOnlyList<BenchRow> Rows);
