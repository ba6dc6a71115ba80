using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>One process of a replica, by the requests that were sent to it: those of the harness and retries are counted too.</summary>
internal sealed record GenerationResult
{
    public required string Generation { get; init; }
    public required string Instance { get; init; }
    public required int Sent { get; init; }
    public required int Ok { get; init; }
    public required int Refused { get; init; }
    public required int Failed { get; init; }
    public required int Unknown { get; init; }

    /// <summary>From sent to done, of what it answered, milliseconds.</summary>
    public required double? P50 { get; init; }
    public required double? P99 { get; init; }
    public required double FirstMs { get; init; }
    public required double LastMs { get; init; }

    /// <summary>Whether its process is proven to have ended.</summary>
    public required bool Gone { get; init; }

    public static IReadOnlyList<GenerationResult> Of(RecordedRun run, RunClock clock) =>
        [.. run.History.Attempts
            .Where(attempt => attempt.Target != 0)
            .GroupBy(attempt => attempt.Target)
            .Select(sent => Of(run, clock, run.History.Text(sent.Key), [.. sent]))
            .OrderBy(generation => generation.Instance, StringComparer.Ordinal)
            .ThenBy(generation => generation.FirstMs)];

    private static GenerationResult Of(RecordedRun run, RunClock clock, string name, IReadOnlyList<Attempt> sent)
    {
        var times = new SortedTimes(sent.Where(attempt => attempt.Outcome == Outcome.Ok).Select(attempt => attempt.End - attempt.Start));
        return new GenerationResult
        {
            Generation = name,
            Instance = GenerationName.Instance(name),
            Sent = sent.Count,
            Ok = Count(OperationFate.Ok),
            Refused = Count(OperationFate.Refused),
            Failed = Count(OperationFate.Failed),
            Unknown = Count(OperationFate.Unknown),
            P50 = times.Ms(0.5),
            P99 = times.Ms(0.99),
            FirstMs = clock.Ms(sent.Min(attempt => attempt.Start)),
            LastMs = clock.Ms(sent.Max(attempt => attempt.Start)),
            Gone = run.Faults.Gone.Contains(name) || run.Faults.Confirmed.Any(fault => fault.IsReplica && fault.Generation == name),
        };

        int Count(OperationFate fate) => sent.Count(attempt => ClientOperation.FateOf(attempt.Outcome, attempt.Status) == fate);
    }
}
