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
        Name = promise.Name,
        Statement = promise.Statement,
        Word = promise.Word,
        Verdict = promise.Verdict,
        Proven = promise.Proven,
        Claimed = promise.Claimed,
        Accounting = promise.Accounting,
        Error = promise.Error,
        Note = promise.Note,
        Evidence = [.. promise.Evidence.Select(count => new EvidenceResult(count.Name, count.Count, count.Needed))],
        ViolationCount = promise.Violations.Count,
        Violations = [.. promise.Violations.Take(MostViolations)
            .Select(violation => new ViolationResult(
                violation.Rule, Timeline.Draw(history, violation.Attempts), WitnessResult.Of(history, violation.Attempts)))],
    };
}

/// <summary>One request of a witness, to be drawn as a bar over time.</summary>
/// <param name="Replica">The process that answered it, or that it was sent to.</param>
/// <param name="ToMs">Null where it has no end.</param>
internal sealed record WitnessResult(long Id, string Kind, string Client, string Replica, double FromMs, double? ToMs, string Answer)
{
    public static IReadOnlyList<WitnessResult> Of(History history, IEnumerable<int> attempts) =>
        [.. attempts.Select(index => history.Attempts[index]).OrderBy(attempt => attempt.Start).Select(attempt => Of(history, attempt))];

    private static WitnessResult Of(History history, in Attempt attempt) => new(
        attempt.Id,
        Timeline.Name(attempt.Kind),
        Timeline.Client(attempt.Client),
        history.Text(attempt.Replica == 0 ? attempt.Target : attempt.Replica),
        RunClock.Span(attempt.Start - history.StartedAt),
        attempt.End == Attempt.Open ? null : RunClock.Span(attempt.End - history.StartedAt),
        Timeline.Answer(attempt));
}
