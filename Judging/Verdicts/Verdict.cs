namespace AspireStateless.Judging.Verdicts;

/// <summary>What a checker says of a history. The zero value passes nothing.</summary>
internal enum Verdict
{
    /// <summary>It could not be decided; never read as valid.</summary>
    Unknown,
    Valid,
    Invalid,
}
