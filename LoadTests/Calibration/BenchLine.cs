namespace AspireStateless.LoadTests.Calibration;

/// <summary>One measured figure.</summary>
/// <param name="Limit">Empty where it has none.</param>
internal sealed record BenchLine(string What, string Measured, string Limit, bool Holds)
{
    /// <summary>A figure that others are read beside.</summary>
    public static BenchLine Info(string what, string measured) => new(what, measured, Limit: "", Holds: true);

    public override string ToString() =>
        Limit.Length == 0 ? $"{What,-64} {Measured}" : $"{What,-64} {Measured,-26} limit {Limit,-12} {(Holds ? "holds" : "EXCEEDED")}";
}
