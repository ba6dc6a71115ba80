using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Performance.Gates.Costs;

/// <summary>Holds what requests cost the candidate against the budget.</summary>
internal static class CostComparison
{
    // With two sets of stores two processes each time.
    private const int MostTimes = 2;

    /// <returns>Every request, with what is off in all processes that were asked. Where only bytes are off, more are asked.</returns>
    /// <exception cref="LoadTests.Failures.InvalidRunException">The candidate did not start, or did not answer a request as it has
    /// to.</exception>
    public static async Task<IReadOnlyList<CostCheck>> RunAsync(
        CostBudget budget, IReadOnlyList<PairedSlot> slots, Action<string> say, CancellationToken cancellationToken)
    {
        say("counting what each request costs");
        var candidate = new CandidateLives(slots, CountedRequests.All);
        IReadOnlyList<CostCheck>? checks = null;
        for (var time = 0; time < MostTimes && checks?.Any(check => check.MayVary) != false; time++)
        {
            if (checks is not null)
            {
                say($"{checks.Count(check => check.MayVary)} requests allocate or send another number of bytes: counting them in fresh"
                    + $" processes");
            }

            foreach (var costs in await candidate.CountAsync(cancellationToken))
            {
                checks = Both(checks, budget.Check(costs));
            }
        }

        foreach (var check in checks!.Where(check => check.Differences.Count > 0))
        {
            say($"{check.Request}: {string.Join(", ", check.Differences)}");
        }

        return checks!;
    }

    /// <summary>What two processes say together: a call more in one of them is one more; bytes are off where they are in both.</summary>
    public static IReadOnlyList<CostCheck> Both(IReadOnlyList<CostCheck>? before, IReadOnlyList<CostCheck> now)
    {
        if (before is null)
        {
            return now;
        }

        var others = now.ToDictionary(check => check.Request);
        return [.. before.Select(check => BeforeDecides(check, others[check.Request]) ? check : others[check.Request])];
    }

    // Where it is as it should be, bytes of another process cannot accuse it; where a call differs, nothing clears it.
    private static bool BeforeDecides(CostCheck before, CostCheck now) =>
        before.Differences.Count == 0 ? now.MayVary : !before.MayVary;
}
