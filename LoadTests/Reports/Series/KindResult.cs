using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>One kind of operation: what became of it, and how long an answer took from the due time, milliseconds.</summary>
internal sealed record KindResult
{
    public required OperationKind Kind { get; init; }
    public required int Sent { get; init; }
    public required int Ok { get; init; }
    public required int Refused { get; init; }
    public required int Failed { get; init; }
    public required int Unknown { get; init; }

    /// <summary>Attempts beyond the first.</summary>
    public required int Retries { get; init; }
    public required double? P5 { get; init; }
    public required double? P50 { get; init; }
    public required double? P95 { get; init; }
    public required double? P99 { get; init; }
    public required double Max { get; init; }

    /// <returns>The most frequent first.</returns>
    public static IReadOnlyList<KindResult> Of(IReadOnlyList<ClientOperation> operations) =>
        [.. operations.GroupBy(operation => operation.Kind).OrderByDescending(kind => kind.Count())
            .Select(kind => Of(kind.Key, [.. kind]))];

    private static KindResult Of(OperationKind kind, IReadOnlyList<ClientOperation> operations)
    {
        var times = new SortedTimes(
            operations.Where(operation => operation.Outcome == Outcome.Ok).Select(operation => operation.Done - operation.Due));
        return new KindResult
        {
            Kind = kind,
            Sent = operations.Count,
            Ok = Count(OperationFate.Ok),
            Refused = Count(OperationFate.Refused),
            Failed = Count(OperationFate.Failed),
            Unknown = Count(OperationFate.Unknown),
            Retries = operations.Sum(operation => operation.Attempts - 1),
            P5 = times.Ms(0.05),
            P50 = times.Ms(0.5),
            P95 = times.Ms(0.95),
            P99 = times.Ms(0.99),
            Max = times.MaxMs,
        };

        int Count(OperationFate fate) => operations.Count(operation => operation.Fate == fate);
    }
}
