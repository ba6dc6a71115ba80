namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>One line of a bench: a ratio of two rates that were measured by turns, or a figure.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">Of its rounds; null where it was not measured, and for what others are compared with.</param>
internal sealed record BenchRow(string What, Spread? Value)
{
    /// <summary>Of a figure.</summary>
    public string? Unit { get; init; }

    /// <summary>The middle rate behind a ratio, a second.</summary>
    public double? Rate { get; init; }

    /// <summary>Null where nobody promised anything.</summary>
    public Limit? Limit { get; init; }

    /// <summary>Why it was not measured, and what to do about it; null where it was.</summary>
    public string? Missing { get; init; }

    /// <summary>Against its limit. A middle beyond it in rounds that went either way decides nothing.</summary>
    public RowVerdict Verdict => (Limit, Value) switch
    {
        (null, _) => RowVerdict.Holds,
        (_, null) => RowVerdict.Open,
        ({ } limit, { } value) when limit.Allows(value.Middle) => RowVerdict.Holds,
        ({ } limit, { } value) => limit.Allows(limit.IsMost ? value.Least : value.Most) ? RowVerdict.Open : RowVerdict.Broken,
    };

    /// <summary>What others are compared with.</summary>
    public static BenchRow Base(string what, IReadOnlyList<double> rates) => new(what, Value: null) { Rate = Spread.Of(rates).Middle };

    public static BenchRow Ratio(string what, IReadOnlyList<double> rates, IReadOnlyList<double> against, Limit? limit = null) =>
        new(what, Spread.OfQuotients(rates, against)) { Rate = Spread.Of(rates).Middle, Limit = limit };

    public static BenchRow Figure(string what, Spread value, string unit, Limit? limit = null) =>
        new(what, value) { Unit = unit, Limit = limit };

    public static BenchRow Figure(string what, double value, string unit, Limit? limit = null) =>
        Figure(what, Spread.Of(value), unit, limit);

    public static BenchRow NotMeasured(string what, string why, Limit? limit = null) => new(what, Value: null)
    {
        Missing = why,
        Limit = limit,
    };
}

internal enum RowVerdict
{
    Holds,

    /// <summary>Not measured, or beyond its limit in the middle and not in every round.</summary>
    Open,

    /// <summary>Beyond its limit in every round.</summary>
    Broken,
}
