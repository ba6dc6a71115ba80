namespace AspireStateless.LoadTests.Checkers;

/// <summary>What a checker says of a history. The zero value passes nothing.</summary>
internal enum Verdict
{
    /// <summary>It could not be decided; never read as valid.</summary>
    Unknown,
    Valid,
    Invalid,
}

internal static class Verdicts
{
    /// <summary>The verdict on the whole from those on its parts; over no parts it is <see cref="Verdict.Unknown"/>.</summary>
    public static Verdict Worst(IReadOnlyCollection<Verdict> parts) =>
        parts.Contains(Verdict.Invalid) ? Verdict.Invalid
        : parts.Count == 0 || parts.Contains(Verdict.Unknown) ? Verdict.Unknown
        : Verdict.Valid;
}
