using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Rules;
using AspireStateless.Judging.Visits;
using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>Measures the checker of visits on made-up histories of a known size.</summary>
internal static class CheckerBench
{
    private const string Name = "fetch-and-increment";

    private const int Operations = 1_000_000;
    private const double LimitSeconds = 0.5;
    private const int Rounds = 5;

    public static IEnumerable<BenchLine> Measure()
    {
        foreach (var pages in new[] { 1, 8, 10_000 })
        {
            var history = Correct(Operations, pages);
            var core = VisitsChecker.Operations(
                OperationMerge.Of(history.Attempts, OperationKind.Visit, OperationKind.ReadVisits), resolved: null);
            CounterOperation[] operations = [.. core.Select(one => one.Operation)];
            int[] keys = [.. core.Select(one => one.Page)];
            yield return Time($"{Name}, 1,000,000 operations, {pages} counters", () =>
                ByKey.Check(operations, keys, pages + 1, VisitsChecker.CheckPage, threads: 1).Count == 0);
            yield return Time("  the same with merging by key and sorting by counter", () =>
                VisitsChecker.Check(history, threads: 1).Count == 0);
        }
    }

    private static BenchLine Time(string what, Func<bool> judge)
    {
        var right = judge();
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = MonotonicClock.Now;
            right &= judge();
            best = Math.Min(best, (MonotonicClock.Now - start) / 1e9);
        }

        return new(what, $"{best * 1000:F0} ms, 1 thread", $"{LimitSeconds * 1000:F0} ms", right && best <= LimitSeconds);
    }

    /// <summary>A correct history: one in ten is a read, one in a hundred an unknown outcome, intervals overlap.</summary>
    private static History Correct(int operations, int pages)
    {
        var random = new RandomStream(1);
        var counts = new long[pages + 1];
        var attempts = new Attempt[operations];
        for (var i = 0; i < operations; i++)
        {
            var page = 1 + random.Next(pages);
            var kind = random.Next(100);
            var read = kind < 10;
            var unknown = kind == 99;
            counts[page] += read || (unknown && random.Next(2) == 0) ? 0 : 1;
            attempts[i] = new Attempt
            {
                Id = i,
                Kind = read ? OperationKind.ReadVisits : OperationKind.Visit,
                Outcome = unknown ? Outcome.Unknown : Outcome.Ok,
                Number = 1,
                Key = read ? 0 : i + 1,
                Subject = page,
                Start = (i * 100L) - random.Next(1000),
                End = (i * 100L) + random.Next(1000),
                Value = counts[page],
            };
        }

        return new History("benchrun", 1, 0, attempts, [.. Enumerable.Range(0, pages + 1).Select(page => $"page-{page}")]);
    }
}
