using AspireStateless.LoadTests.Checkers;

namespace AspireStateless.LoadTests.Gates;

/// <summary>The verdict on a run, with everything that it rests on.</summary>
internal sealed record Judgement
{
    public required IReadOnlyList<PromiseReport> Promises { get; init; }
    public required Accounting Accounting { get; init; }
    public required SelfTest SelfTest { get; init; }

    /// <summary>What makes the run invalid, worst first.</summary>
    public required IReadOnlyList<string> Invalid { get; init; }

    /// <summary>Nothing passes by default: a run without promises, or with one that is not proven, is not passed.</summary>
    public ExitCode ExitCode =>
        Promises.Any(promise => promise.Verdict == Verdict.Invalid) ? ExitCode.Failed
        : Invalid.Count > 0 ? ExitCode.Invalid
        : SelfTest.Injected == 0 || Promises.Count == 0 || Promises.Any(promise => !promise.Proven) ? ExitCode.NotProven
        : ExitCode.Passed;

    /// <summary>The first promise that is not proven; null where all are.</summary>
    public PromiseReport? Unproven => Promises.FirstOrDefault(promise => !promise.Proven);

    /// <summary>The verdict in one sentence, with the single worst reason.</summary>
    public string Sentence => ExitCode switch
    {
        ExitCode.Passed => $"PASSED: {string.Join(" and ", Promises.Select(promise => promise.Name))} proven",
        ExitCode.Failed => FailedSentence(),
        ExitCode.NotProven => $"NOT PROVEN: {NotProvenReason()}",
        _ => $"INVALID: {Invalid[0]}",
    };

    private string FailedSentence()
    {
        // Durability is blamed only where the visits were right until the kill, so the last broken promise says most.
        var broken = Promises.Where(promise => promise.Verdict == Verdict.Invalid).ToList();
        return $"FAILED: {string.Join(" and ", broken.Select(promise => promise.Name))} broken: {broken[^1].Violations[0].Rule}";
    }

    private string NotProvenReason() => Unproven switch
    {
        null => "the history is too short to test the checker on it",
        { Error: { } error } promise => $"{promise.Name}: {error}",
        { Missing: { } missing } promise => $"{promise.Name}: {missing.Name}: {missing.Count} of at least {missing.Needed}"
            + (promise.Note is null ? "" : $" ({promise.Note})"),
        var promise => $"{promise.Name}: no evidence",
    };
}
