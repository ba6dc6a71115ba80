using AspireStateless.Judging.Faults;

namespace AspireStateless.Judging.Verdicts;

/// <summary>What a run says of one promise.</summary>
internal sealed record PromiseReport
{
    public required string Name { get; init; }

    /// <summary>The promise itself, one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Never any other than Invalid beside a violation, whatever was said.</summary>
    public required Verdict Verdict { get => Violations.Count > 0 ? Verdict.Invalid : field; init; }
    public IReadOnlyList<Violation> Violations { get; init; } = [];
    public IReadOnlyList<EvidenceCount> Evidence { get; init; } = [];

    /// <summary>Where its keyed writes went; null where it has none.</summary>
    public Accounting? Accounting { get; init; }

    /// <summary>Whether the scenario sets out to prove it; otherwise it can only be broken.</summary>
    public bool Claimed { get; init; } = true;

    /// <summary>Why there is no verdict, where there is none.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// Why this run says nothing about the times that the promise is about; null where it does, or where the promise has none. What is
    /// wrong at any speed is found all the same.
    /// </summary>
    public string? NoTimes { get; init; }

    /// <summary>What else a reader should know.</summary>
    public string? Note { get; init; }

    /// <summary>Valid, and put to the test often enough. Nothing is proven by default.</summary>
    public bool Proven => Verdict == Verdict.Valid && Evidence.Count > 0 && Evidence.All(count => count.Reached);

    /// <summary>The first evidence that there was too little of.</summary>
    public EvidenceCount? Missing => Evidence.FirstOrDefault(count => !count.Reached);

    public string Word =>
        Verdict == Verdict.Invalid ? "BROKEN"
        : Proven ? "proven"
        : !Claimed ? "not broken"
        : NoTimes is null ? "not proven"
        : "times not judged";
}

/// <summary>A broken rule with what proves it.</summary>
/// <param name="Rule">One sentence that names the subject and the numbers.</param>
/// <param name="Attempts">Indexes into the attempts of the judged history; the witness.</param>
/// <param name="Events">Of the run, where what happened to a process breaks the rule.</param>
internal sealed record Violation(string Rule, IReadOnlyList<int> Attempts, params IReadOnlyList<RunEvent> Events);

/// <summary>What a checker says of a history. The zero value passes nothing.</summary>
internal enum Verdict
{
    /// <summary>It could not be decided; never read as valid.</summary>
    Unknown,
    Valid,
    Invalid,
}
