using AspireStateless.Judging.Verdicts;
using AspireStateless.Judging.Visits;

namespace AspireStateless.Judging.Durability;

/// <summary>Finds pages whose acknowledged count is not there any more after a store was killed.</summary>
internal static class LostWrites
{
    /// <param name="kill">When the store was killed.</param>
    /// <returns>One violation per page: the largest count acknowledged before, and a smaller one answered after.</returns>
    public static IEnumerable<Violation> At(History history, long kill)
    {
        // A page that was counted wrongly before the kill cannot tell what the kill did.
        var alreadyWrong = VisitsChecker.Check(Before(history, kill))
            .Select(violation => history.Attempts[violation.Attempts[0]].Subject)
            .ToHashSet();
        // A later attempt of a visit may rightly be answered with a count from before the kill.
        var before = history.Find(attempt => IsCount(attempt) && attempt.End < kill);
        var after = history.Find(attempt => IsCount(attempt) && attempt.Number == 1 && attempt.Start > kill)
            .ToLookup(index => history.Attempts[index].Subject);
        return before.GroupBy(index => history.Attempts[index].Subject)
            .Where(page => !alreadyWrong.Contains(page.Key) && after.Contains(page.Key))
            .Select(page => (
                Largest: page.MaxBy(index => history.Attempts[index].Value),
                Smallest: after[page.Key].MinBy(index => history.Attempts[index].Value)))
            .Where(page => history.Attempts[page.Smallest].Value < history.Attempts[page.Largest].Value)
            .Select(page => Describe(history, page.Largest, page.Smallest));
    }

    private static bool IsCount(in Attempt attempt) =>
        attempt is { Outcome: Outcome.Ok, Kind: OperationKind.Visit or OperationKind.ReadVisits };

    /// <summary>
    /// What the clients knew at a moment. Attempts stay at their place; those that began later become reads without an answer,
    /// which say nothing.
    /// </summary>
    private static History Before(History history, long moment) => history.With([.. history.Attempts.Select(attempt =>
        attempt.Start > moment ? attempt with { Kind = OperationKind.ReadVisits, Outcome = Outcome.Unknown }
        : attempt.End > moment ? attempt with { Outcome = Outcome.Unknown, End = Attempt.Open }
        : attempt)]);

    private static Violation Describe(History history, int before, int after) => new(
        $"{history.Text(history.Attempts[before].Subject)}: the store was killed and acknowledged visits are gone:"
        + $" {history.Attempts[before].Value} were counted before it, {history.Attempts[after].Value} after it",
        [before, after]);
}
