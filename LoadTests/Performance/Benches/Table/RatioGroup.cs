namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>Rows with one base, which is the first of them.</summary>
/// <param name="Title">What is compared with what.</param>
internal sealed record RatioGroup(string Title, IReadOnlyList<RatioRow> Rows);
