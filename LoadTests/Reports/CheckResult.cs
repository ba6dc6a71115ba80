namespace AspireStateless.LoadTests.Reports;

/// <summary>One line of the table of checks: what was asked, what was measured, whether it holds.</summary>
/// <param name="Value">What was measured.</param>
/// <param name="Limit">What it had to be.</param>
/// <param name="Counts">Whether the verdict rests on it; what does not count informs.</param>
/// <param name="Link">The part of the page that shows it.</param>
internal sealed record CheckResult(string Name, CheckKind Kind, CheckState State, string Value, string Limit, bool Counts, string Link);

internal enum CheckKind
{
    Promise,
    Limit,
}

/// <summary>The zero value passes nothing.</summary>
internal enum CheckState
{
    /// <summary>Nobody looked, or there was too little to see.</summary>
    Unknown,
    Holds,
    Broken,
}
