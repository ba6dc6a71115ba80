using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Visits;

/// <summary>
/// Conservation: once nothing of the run can take effect any more, each page's count is what was acknowledged plus what the
/// service says it applied. It finds a key that was remembered for a visit that was never counted.
/// </summary>
internal static class FinalCount
{
    public static IReadOnlyList<Violation> Check(RunRecord run, Resolution resolution)
    {
        if (!run.Faults.Quiesced)
        {
            return [];
        }

        var merged = OperationMerge.Of(run.History.Attempts, OperationKind.Visit, OperationKind.ReadVisits).Operations;
        var counted = new Dictionary<int, (long Acknowledged, long Applied, bool Open)>();
        foreach (ref readonly var operation in merged)
        {
            if (operation.Kind == OperationKind.Visit && operation.Outcome != Outcome.Failed)
            {
                var (acknowledged, applied, open) = counted.GetValueOrDefault(operation.Subject);
                var known = operation.Outcome == Outcome.Ok;
                var isApplied = !known && resolution.IsApplied(operation.Subject, operation.Key);
                var isAbsent = !known && resolution.IsAbsent(operation.Subject, operation.Key);
                counted[operation.Subject] = (
                    acknowledged + (known ? 1 : 0), applied + (isApplied ? 1 : 0), open || (!known && !isApplied && !isAbsent));
            }
        }

        return [.. FinalReads(run.History).SelectMany(read => Compare(run.History, read, counted.GetValueOrDefault(read.Subject)))];
    }

    /// <summary>The reads that the harness made after the last process that took a visit was gone.</summary>
    public static IEnumerable<(int Index, int Subject, long Value)> FinalReads(History history) => history
        .Find(attempt => attempt is { Kind: OperationKind.ReadVisits, Client: Attempt.Harness, Outcome: Outcome.Ok })
        .Select(index => (index, history.Attempts[index].Subject, history.Attempts[index].Value));

    private static IEnumerable<Violation> Compare(
        History history, (int Index, int Subject, long Value) read, (long Acknowledged, long Applied, bool Open) counted)
    {
        if (!counted.Open && read.Value != counted.Acknowledged + counted.Applied)
        {
            yield return new Violation(
                $"{history.Text(read.Subject)}: the final count is {read.Value}, but {counted.Acknowledged} visits were acknowledged"
                + $" and {counted.Applied} more are said to be applied",
                [read.Index]);
        }
    }
}
