using AspireStateless.Judging.Histories;
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
        var largest = new Dictionary<int, int>();
        var smallest = new Dictionary<int, int>();
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            ref readonly var attempt = ref history.Attempts[i];
            if (attempt.Outcome != Outcome.Ok || attempt.Kind is not (OperationKind.Visit or OperationKind.ReadVisits))
            {
                continue;
            }

            if (attempt.End < kill && (!largest.TryGetValue(attempt.Subject, out var best) || attempt.Value > history.Attempts[best].Value))
            {
                largest[attempt.Subject] = i;
            }

            // A later attempt of a visit may rightly be answered with a count from before the kill.
            var isFresh = attempt.Start > kill && attempt.Number == 1;
            if (isFresh && (!smallest.TryGetValue(attempt.Subject, out best) || attempt.Value < history.Attempts[best].Value))
            {
                smallest[attempt.Subject] = i;
            }
        }

        return largest
            .Where(page => !alreadyWrong.Contains(page.Key)
                && smallest.TryGetValue(page.Key, out var seen) && history.Attempts[seen].Value < history.Attempts[page.Value].Value)
            .Select(page => Describe(history, page.Key, page.Value, smallest[page.Key]));
    }

    /// <summary>
    /// What the clients knew at a moment. Attempts stay at their place; those that began later become reads without an answer,
    /// which say nothing.
    /// </summary>
    private static History Before(History history, long moment) => history.With([.. history.Attempts.Select(attempt =>
        attempt.Start > moment ? attempt with { Kind = OperationKind.ReadVisits, Outcome = Outcome.Unknown }
        : attempt.End > moment ? attempt with { Outcome = Outcome.Unknown, End = Attempt.Open }
        : attempt)]);

    private static Violation Describe(History history, int page, int before, int after) => new(
        $"{history.Text(page)}: the store was killed and acknowledged visits are gone: {history.Attempts[before].Value} were counted"
        + $" before it, {history.Attempts[after].Value} after it",
        [before, after]);
}
