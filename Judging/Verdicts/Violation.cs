namespace AspireStateless.Judging.Verdicts;

/// <summary>A broken rule with the operations that prove it.</summary>
/// <param name="Rule">One sentence that names the subject and the numbers.</param>
/// <param name="Attempts">Indexes into the attempts of the judged history; the witness.</param>
internal sealed record Violation(string Rule, IReadOnlyList<int> Attempts);
