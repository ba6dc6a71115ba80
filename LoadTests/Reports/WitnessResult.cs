using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Reports;

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
