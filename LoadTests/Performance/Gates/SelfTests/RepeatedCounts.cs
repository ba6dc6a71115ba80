using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Gates.SelfTests;

/// <summary>
/// How many processes say that they cost more than the budget: of the build as it is, asked for every kind of request, and of a slowdown,
/// asked for visits, which it is in. Two are counted at the same time, as by a gate.
/// </summary>
internal static class RepeatedCounts
{
    private const int OfTheBuild = 100;
    private const int OfASlowdown = 10;
    private const int MostLost = 10;
    private const string Visit = "POST /visits/{page}";

    /// <param name="name">What to call it.</param>
    /// <param name="slowdown">What the candidate is given; null for none.</param>
    /// <exception cref="InvalidRunException">Processes did not start, or answered otherwise than they do, again and again.</exception>
    public static async Task<CountRates> MeasureAsync(string name, string? slowdown, RunFolder folder, CancellationToken cancellationToken)
    {
        (var processes, var requests) = slowdown is null
            ? (OfTheBuild, CountedRequests.All) : (OfASlowdown, [CountedRequests.Named(Visit)]);
        var budget = CostBudget.Read();
        var checks = new List<IReadOnlyList<CostCheck>>();
        var lost = 0;
        while (checks.Count < processes)
        {
            try
            {
                await using var slots = await PairedSlots.StartAsync(
                    GateSettings.ForCosts(slowdown), [Side.Candidate], folder, cancellationToken);
                var candidate = new CandidateLives(slots.All, requests);
                for (var life = 0; life < CandidateLives.Most && checks.Count < processes; life++)
                {
                    checks.AddRange((await candidate.CountAsync(cancellationToken)).Select(costs => budget.Only(costs).Check(costs)));
                }
            }
            catch (InvalidRunException) when (++lost <= MostLost)
            {
                // The machine gave it no time, and an answer missed its deadline: another is asked in its place.
            }
        }

        return Of(name, checks);
    }

    private static CountRates Of(string name, List<IReadOnlyList<CostCheck>> processes) => new(
        name,
        processes.Count,
        processes.Count(checks => checks.Any(check => check.Differences.Count > 0)),
        [
            .. processes[0].Select((check, n) => new KindRates(
                check.Request,
                processes.Count(checks => checks[n] is { MayVary: false, Differences.Count: > 0 }),
                processes.Count(checks => checks[n].MayVary))),
        ]);
}
