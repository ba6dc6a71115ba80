namespace AspireStateless.LoadTests.Benches;

/// <summary>One measured limit.</summary>
internal sealed record BenchLine(string What, string Measured, string Limit, bool Holds);
