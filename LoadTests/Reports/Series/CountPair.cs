namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>One thing that was counted on two sides.</summary>
/// <param name="OneSide">Who counted first, and what.</param>
/// <param name="OtherSide">Who counted it too.</param>
/// <param name="Other">Null where nobody did; then <paramref name="Note"/> says why.</param>
internal sealed record CountPair(string What, string OneSide, long One, string OtherSide, long? Other, string? Note = null)
{
    /// <summary>More than this part of a count is a finding.</summary>
    public const double Tolerance = 0.001;

    public long? Difference => Other - One;

    /// <summary>Null where there is nothing to compare.</summary>
    public bool? Agrees => Other is { } other ? Math.Abs(other - One) <= Tolerance * Math.Max(One, other) : null;
}
