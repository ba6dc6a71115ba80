using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>One process of a replica, by the requests that were sent to it: those of the harness and retries are counted too.</summary>
/// <param name="P50">From sent to done, of what it answered, milliseconds.</param>
/// <param name="Gone">Whether its process is proven to have ended.</param>
internal sealed record GenerationResult(
    string Generation, string Instance, int Sent, int Ok, int Refused, int Failed, int Unknown,
    double? P50, double? P99, double FirstMs, double LastMs, bool Gone)
{
    public static IReadOnlyList<GenerationResult> Of(RecordedRun run, RunClock clock) =>
        [.. run.History.Attempts
            .Where(attempt => attempt.Target != 0)
            .GroupBy(attempt => attempt.Target)
            .Select(sent => Of(run, clock, run.History.Text(sent.Key), [.. sent]))
            .OrderBy(generation => generation.Instance, StringComparer.Ordinal)
            .ThenBy(generation => generation.FirstMs)];

    private static GenerationResult Of(RecordedRun run, RunClock clock, string name, IReadOnlyList<Attempt> sent)
    {
        var fates = sent.CountBy(attempt => ClientOperation.FateOf(attempt.Outcome, attempt.Status)).ToDictionary();
        var times = new SortedTimes(sent.Where(attempt => attempt.Outcome == Outcome.Ok).Select(attempt => attempt.End - attempt.Start));
        return new GenerationResult(
            name,
            GenerationName.Instance(name),
            sent.Count,
            fates.GetValueOrDefault(OperationFate.Ok),
            fates.GetValueOrDefault(OperationFate.Refused),
            fates.GetValueOrDefault(OperationFate.Failed),
            fates.GetValueOrDefault(OperationFate.Unknown),
            times.Ms(0.5),
            times.Ms(0.99),
            clock.Ms(sent.Min(attempt => attempt.Start)),
            clock.Ms(sent.Max(attempt => attempt.Start)),
            run.Faults.Gone.Contains(name) || run.Faults.Deaths.ContainsKey(name));
    }
}
