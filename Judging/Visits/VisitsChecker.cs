using System.Collections.Concurrent;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Visits;

/// <summary>Judges the visits of a history: every page is a linearizable fetch-and-increment, every key counts once.</summary>
internal static class VisitsChecker
{
    /// <param name="resolved">Answers to "was it applied"; null judges on what the clients saw alone.</param>
    /// <param name="threads">Pages are judged on so many threads; -1 for all.</param>
    public static IReadOnlyList<Violation> Check(History history, Resolution? resolved = null, int threads = -1)
    {
        var merge = OperationMerge.Of(history.Attempts, OperationKind.Visit, OperationKind.ReadVisits, OperationKind.Knock);
        var violations = new ConcurrentBag<Violation>();
        foreach (var conflict in merge.Conflicts)
        {
            violations.Add(new Violation(
                $"{history.Text(history.Attempts[conflict.First].Subject)}: one visit, sent twice under one key, was answered with two"
                    + $" counts",
                [conflict.First, conflict.Second]));
        }

        var pages = CounterPages.Of(merge.Operations, history.TextCount, resolved is null ? null : resolved.IsAbsent);
        Parallel.For(0, pages.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, page =>
        {
            var operations = pages[page].Span;
            if (!operations.IsEmpty && FetchAndIncrement.Check(operations) is { } found)
            {
                violations.Add(Describe(history.Text(page), operations, found));
            }
        });

        return [.. violations.OrderBy(violation => history.Attempts[violation.Attempts[^1]].Start)];
    }

    private static Violation Describe(string page, ReadOnlySpan<CounterOperation> operations, CounterViolation found)
    {
        var first = operations[found.First].Source;
        return new Violation(
            $"{page}: {found.Rule} (count {found.Slot})",
            found.Second < 0 ? [first] : [first, operations[found.Second].Source]);
    }
}
