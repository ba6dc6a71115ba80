using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Reports;

/// <summary>One promise as it is reported.</summary>
internal sealed record PromiseResult
{
    // Every page may be wrong; more than a few witnesses help nobody.
    public const int MostViolations = 3;

    public required string Name { get; init; }
    public required string Statement { get; init; }

    /// <summary><c>proven</c>, <c>not proven</c> or <c>BROKEN</c>.</summary>
    public required string Word { get; init; }
    public required Verdict Verdict { get; init; }
    public required bool Proven { get; init; }

    /// <summary>Whether the scenario set out to prove it.</summary>
    public required bool Claimed { get; init; }

    /// <summary>Where its keyed writes went; null where it has none.</summary>
    public required Accounting? Accounting { get; init; }
    public string? Error { get; init; }
    public string? Note { get; init; }
    public required IReadOnlyList<EvidenceResult> Evidence { get; init; }

    /// <summary>How many violations were found; the first few follow.</summary>
    public required int ViolationCount { get; init; }
    public required IReadOnlyList<ViolationResult> Violations { get; init; }

    public static PromiseResult Of(PromiseReport promise, History history) => new()
    {
        Name = OneLine.Of(promise.Name),
        Statement = OneLine.Of(promise.Statement),
        Word = promise.Word,
        Verdict = promise.Verdict,
        Proven = promise.Proven,
        Claimed = promise.Claimed,
        Accounting = promise.Accounting,
        Error = promise.Error is { } error ? OneLine.Of(error) : null,
        Note = promise.Note is { } note ? OneLine.Of(note) : null,
        Evidence = [.. promise.Evidence.Select(count => new EvidenceResult(count.Name, count.Count, count.Needed))],
        ViolationCount = promise.Violations.Count,
        Violations = [.. promise.Violations.Take(MostViolations).Select(violation => ViolationResult.Of(violation, history))],
    };
}

/// <param name="Timeline">What proves it, drawn with letters; empty where there is nothing to draw.</param>
/// <param name="Operations">The same, to be drawn.</param>
internal sealed record ViolationResult(string Rule, string Timeline, IReadOnlyList<WitnessResult> Operations)
{
    public static ViolationResult Of(Violation violation, History history)
    {
        var witnesses = Witness.Of(history, violation);
        return new ViolationResult(
            OneLine.Of(violation.Rule),
            Judging.Verdicts.Timeline.Draw(witnesses, history.StartedAt),
            [.. witnesses.Select(witness => WitnessResult.Of(witness, history.StartedAt))]);
    }
}

/// <summary>One request of a witness, or an event of the run, to be drawn as a bar over time.</summary>
/// <param name="Id">Null for an event.</param>
/// <param name="Client">Who sent it, or told it.</param>
/// <param name="Replica">The process that answered it, or that it was sent to, or that it happened to.</param>
/// <param name="ToMs">Null where it has no end.</param>
/// <param name="Answer">Or what happened.</param>
internal sealed record WitnessResult(long? Id, string Kind, string Client, string Replica, double FromMs, double? ToMs, string Answer)
{
    public static WitnessResult Of(Witness witness, long startedAt) => new(
        witness.Id,
        witness.Kind,
        witness.Client,
        witness.Process,
        RunClock.Span(witness.Start - startedAt),
        witness.End is { } end ? RunClock.Span(end - startedAt) : null,
        witness.Answer);
}
