namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>One kind of operation: what became of it, and how long an answer took from the due time, milliseconds.</summary>
/// <param name="Retries">Attempts beyond the first.</param>
internal sealed record KindResult(
    OperationKind Kind, int Sent, int Ok, int Refused, int Failed, int Unknown, int Retries,
    double? P5, double? P50, double? P95, double? P99, double Max)
{
    /// <returns>The most frequent first.</returns>
    public static IReadOnlyList<KindResult> Of(IReadOnlyList<ClientOperation> operations) =>
        [.. operations.GroupBy(operation => operation.Kind).OrderByDescending(kind => kind.Count())
            .Select(kind => Of(kind.Key, [.. kind]))];

    private static KindResult Of(OperationKind kind, IReadOnlyList<ClientOperation> operations)
    {
        var fates = operations.CountBy(operation => operation.Fate).ToDictionary();
        var times = new SortedTimes(
            operations.Where(operation => operation.Outcome == Outcome.Ok).Select(operation => operation.Done - operation.Due));
        return new KindResult(
            kind,
            operations.Count,
            fates.GetValueOrDefault(OperationFate.Ok),
            fates.GetValueOrDefault(OperationFate.Refused),
            fates.GetValueOrDefault(OperationFate.Failed),
            fates.GetValueOrDefault(OperationFate.Unknown),
            operations.Sum(operation => operation.Attempts - 1),
            times.Ms(0.05),
            times.Ms(0.5),
            times.Ms(0.95),
            times.Ms(0.99),
            times.MaxMs);
    }
}
