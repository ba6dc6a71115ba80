using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Gates.SelfTests;

/// <summary>
/// How often counting says that a budget is broken, in one process that is asked again and again. Each time visits are counted, which the
/// slowdowns are in; of the build as it is also one kind of request more, all of them in turn.
/// </summary>
internal static class RepeatedCounts
{
    private const int Counts = 100;
    private const string Visit = "POST /visits/{page}";

    /// <param name="name">What to call it.</param>
    /// <param name="slowdown">What the candidate is given; null for none.</param>
    /// <exception cref="LoadTests.Failures.InvalidRunException">Something did not start.</exception>
    public static async Task<CountRates> MeasureAsync(string name, string? slowdown, RunFolder folder, CancellationToken cancellationToken)
    {
        var budget = CostBudget.Read();
        await using var slot = await PairedSlot.StartAsync(
            GateSettings.ForCosts(slowdown), [Side.Candidate], folder["apphost-costs.log"], cancellationToken);
        var replica = await slot.ReadyAsync(Side.Candidate, cancellationToken);
        using var counters = new CounterRun(replica.Url, slot.Users, life: 1);
        await counters.WarmUpAsync(cancellationToken);
        var broken = 0;
        for (var count = 0; count < Counts; count++)
        {
            var visit = CountedRequests.Named(Visit);
            var other = slowdown is null ? CountedRequests.All[count % CountedRequests.All.Count] : visit;
            var costs = await counters.CountAsync(new[] { visit, other }.Distinct(), cancellationToken);
            broken += budget.Only(costs).Check(costs).Any(check => check.Differences.Count > 0) ? 1 : 0;
        }

        return new CountRates(name, Counts, broken);
    }
}
