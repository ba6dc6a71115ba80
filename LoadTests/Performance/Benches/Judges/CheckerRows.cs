using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Catalog;
using AspireStateless.Judging.Durability;
using AspireStateless.Judging.Expiry;
using AspireStateless.Judging.Jobs;
using AspireStateless.Judging.Orders;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Sessions;
using AspireStateless.Judging.Tokens;
using AspireStateless.Judging.Verdicts;
using AspireStateless.Judging.Visits;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Judges;

/// <summary>How long a verdict on a record of a known size takes, promise by promise, and the checker that has most to judge.</summary>
internal static class CheckerRows
{
    private static readonly int[] Pages = [1, 8, 10_000];

    // Two to three times what they took on two shared cores.
    private static readonly IReadOnlyList<(PromiseChecker Checker, Func<RunRecord> Make, double Most)> Promises =
    [
        (new VisitsPromise(), () => SimulatedRuns.Visits(1000), 2500),
        (new SessionsPromise(), SimulatedRuns.Sessions, 3500),
        (new ExpiryPromise(), () => SimulatedRuns.Lives(logsOut: false), 1500),
        (new TokensPromise(), () => SimulatedRuns.Lives(logsOut: true), 1000),
        (new CartsPromise(), SimulatedRuns.Carts, 3000),
        (new CatalogPromise(), SimulatedRuns.Catalog, 1500),
        (new OrdersPromise(), SimulatedRuns.Orders, 12_000),
        (new JobsPromise(), SimulatedRuns.Jobs, 1500),
        (new DurabilityPromise(), () => SimulatedRuns.Visits(1000, killed: "redis"), 1200),
    ];

    public static Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BenchGroup>>(
        [
            new($"{SimulatedRuns.Requests:N0} visits, judged on one thread", [.. Pages.Select(pages => Alone(pages, size))]),
            new($"{SimulatedRuns.Requests:N0} requests, judged with all their evidence", [.. Promises.Select(promise =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var run = promise.Make();
                return Time(promise.Checker.Name, promise.Most, size, () => promise.Checker.Judge(run).Verdict == Verdict.Valid);
            })]),
        ]);

    /// <summary>How long it takes to judge once.</summary>
    /// <exception cref="InvalidRunException">It was found to be wrong.</exception>
    public static double Milliseconds(string what, Func<bool> judge)
    {
        var start = MonotonicClock.Now;
        return judge()
            ? MonotonicClock.Span(MonotonicClock.Now - start).TotalMilliseconds
            : throw new InvalidRunException($"A right record was judged to be wrong: {what}.", "Run the tests of the judge.");
    }

    private static BenchRow Alone(int pages, BenchSize size)
    {
        var history = SimulatedRuns.Visits(pages).History;
        return Time($"of {pages:N0} page{(pages == 1 ? "" : "s")}", 500, size, () => VisitsChecker.Check(history, threads: 1).Count == 0);
    }

    /// <exception cref="InvalidRunException">It was found to be wrong.</exception>
    private static BenchRow Time(string what, double most, BenchSize size, Func<bool> judge)
    {
        Milliseconds(what, judge);
        return BenchRow.Figure(
            what, Spread.Of(Enumerable.Range(0, size.Rounds).Select(_ => Milliseconds(what, judge))), "ms", Limit.Most(most));
    }
}
