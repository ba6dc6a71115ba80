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
        IEnumerable<Violation> violations =
        [
            .. merge.Conflicts.Select(conflict => new Violation(
                $"{history.Text(history.Attempts[conflict.First].Subject)}: one visit, sent twice under one key, was answered with two"
                    + $" counts",
                [conflict.First, conflict.Second])),
            .. ByKey.Check(Operations(merge, resolved), history.TextCount, CheckPage, threads)
                .Select(broken => new Violation($"{history.Text(broken.Key)}: {broken.Rule}", broken.Sources)),
        ];
        return [.. violations.OrderBy(violation => history.Attempts[violation.Attempts[^1]].Start)];
    }

    /// <summary>What may have been done to each page.</summary>
    public static List<(int Page, CounterOperation Operation)> Operations(OperationMerge merge, Resolution? resolved)
    {
        var operations = new List<(int Page, CounterOperation Operation)>(merge.Operations.Length);
        foreach (ref readonly var operation in merge.Operations)
        {
            var absent = operation.Outcome == Outcome.Failed
                || (operation.Outcome == Outcome.Unknown && resolved?.IsAbsent(operation.Subject, operation.Key) == true);
            if (!absent)
            {
                var kind = operation.Kind == OperationKind.Visit ? CounterOperationKind.Increment : CounterOperationKind.Read;
                operations.Add((operation.Subject, new(kind, operation.Start, operation.End, operation.Value, operation.Attempt)));
            }
        }

        return operations;
    }

    public static RuleBreak? CheckPage(ReadOnlySpan<CounterOperation> operations) =>
        FetchAndIncrement.Check(operations) is { } found ? found.As($"{found.Rule} (count {found.Slot})", operations) : null;
}
