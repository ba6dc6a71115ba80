namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>One line of the table: how much of the rate of its base something reached, side by side in the same rounds.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Rate">The middle of its rounds, a second; null where it was not measured.</param>
/// <param name="Ratio">Null for the base itself, and where nothing was measured.</param>
internal sealed record RatioRow(string What, double? Rate, Ratio? Ratio)
{
    /// <summary>What the ratio has to be; null where nobody promised one.</summary>
    public double? Least { get; init; }

    /// <summary>Why it was not measured, and what to do about it; null where it was.</summary>
    public string? Missing { get; init; }

    /// <summary>Against its limit. A middle below it in rounds that went either way decides nothing.</summary>
    public RatioVerdict Verdict => (Least, Ratio) switch
    {
        (null, _) => RatioVerdict.Holds,
        (_, null) => RatioVerdict.Open,
        ({ } least, { } ratio) when ratio.Middle >= least => RatioVerdict.Holds,
        ({ } least, { } ratio) => ratio.Most < least ? RatioVerdict.Broken : RatioVerdict.Open,
    };

    public static RatioRow Base(string what, IReadOnlyList<double> rates) => new(what, Benches.Ratio.MiddleOf(rates), Ratio: null);

    public static RatioRow Of(string what, IReadOnlyList<double> rates, IReadOnlyList<double> against) =>
        new(what, Benches.Ratio.MiddleOf(rates), Benches.Ratio.Of(rates, against));

    public static RatioRow NotMeasured(string what, string why) => new(what, Rate: null, Ratio: null) { Missing = why };
}

internal enum RatioVerdict
{
    Holds,

    /// <summary>Not measured, or below its limit in the middle and not in every round.</summary>
    Open,

    /// <summary>Below its limit in every round.</summary>
    Broken,
}
