using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Tests;

/// <summary>Writes histories of attempts by hand: page 1, replicas 2 and 3.</summary>
internal static class AttemptBuilder
{
    public static readonly string[] Texts = ["", "page", "api-a/1/1", "api-b/2/2"];

    public static Attempt Visit(long key, long start, long end, long count) => new()
    {
        Kind = OperationKind.Visit,
        Outcome = Outcome.Ok,
        Status = 200,
        Number = 1,
        Key = key,
        Subject = 1,
        Target = 2,
        Replica = 2,
        Start = start,
        End = end,
        Value = count,
    };

    public static Attempt Read(long start, long end, long count) =>
        Visit(0, start, end, count) with { Kind = OperationKind.ReadVisits };

    public static Attempt Lost(long key, long start, long end) =>
        Visit(key, start, end, 0) with { Outcome = Outcome.Unknown, Status = 0, Replica = 0 };

    public static Attempt Refused(long key, long start, long end) =>
        Visit(key, start, end, 0) with { Outcome = Outcome.Failed, Status = 503 };

    public static Attempt Asked(long key, long start, bool applied) =>
        Visit(key, start, start + 1, applied ? 1 : 0) with { Kind = OperationKind.Ask, Client = -1 };

    public static History HistoryOf(params Attempt[] attempts) =>
        new("testrun1", seed: 1, startedAt: 0, [.. attempts.Select((attempt, id) => attempt with { Id = id })], Texts);

    /// <summary>A run without faults that left this history.</summary>
    public static RunRecord Record(History history, params RunEvent[] events) => new(
        new EvidenceMinimums
        {
            ["Visits"] = [(Evidence.Hops, 1000), (Evidence.Duplicates, 50), (Evidence.Retries, 5)],
            ["Durability"] = [],
        },
        ReplacesWriters: true,
        RestsOnTimes: false,
        history,
        FaultRecord.Of(events));
}
