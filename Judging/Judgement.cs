using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging;

/// <summary>The verdict on a run, with everything that it rests on.</summary>
internal sealed record Judgement
{
    public required IReadOnlyList<PromiseReport> Promises { get; init; }
    public required SelfTest SelfTest { get; init; }

    /// <summary>What makes the run invalid, worst first.</summary>
    public required IReadOnlyList<string> Invalid { get; init; }

    /// <summary>Nothing passes by default: a run without promises, or with one that is not proven, is not passed.</summary>
    public ExitCode ExitCode =>
        Promises.Any(promise => promise.Verdict == Verdict.Invalid) ? ExitCode.Failed
        : Invalid.Count > 0 ? ExitCode.Invalid
        : SelfTest.Injected == 0 || !Promises.Any(promise => promise is { Claimed: true, Proven: true }) || Unproven is not null
            ? ExitCode.NotProven
        : ExitCode.Passed;

    /// <summary>The first promise that the scenario set out to prove and did not; null where there is none.</summary>
    public PromiseReport? Unproven => Promises.FirstOrDefault(promise => promise is { Claimed: true, Proven: false, NoTimes: null });

    /// <summary>Promises with too little evidence on a machine that did not keep time: they neither pass nor fail the run.</summary>
    private IEnumerable<PromiseReport> WithoutTimes =>
        Promises.Where(promise => promise is { Claimed: true, Proven: false, NoTimes: not null });

    /// <summary>The verdict in one sentence, with the single worst reason.</summary>
    public string Sentence => ExitCode switch
    {
        ExitCode.Passed =>
            $"PASSED: {Names(Promises.Where(promise => promise is { Claimed: true, Proven: true }))} proven{TimesSentence()}",
        ExitCode.Failed => FailedSentence(),
        ExitCode.NotProven => $"NOT PROVEN: {NotProvenReason()}",
        _ => $"INVALID: {Invalid[0]}",
    };

    private string TimesSentence() =>
        WithoutTimes.FirstOrDefault() is { NoTimes: { } why } ? $"; the times of {Names(WithoutTimes)} were not judged: {why}" : "";

    private static string Names(IEnumerable<PromiseReport> promises)
    {
        string[] names = [.. promises.Select(promise => promise.Name)];
        return names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    private string FailedSentence()
    {
        // Durability is blamed only where the visits were right until the kill, so the last broken promise says most.
        var broken = Promises.Where(promise => promise.Verdict == Verdict.Invalid).ToList();
        var rule = broken[^1].Violations is [var first, ..] ? first.Rule : broken[^1].Error ?? "its checker names no rule";
        return $"FAILED: {Names(broken)} broken: {rule}";
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
