using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Faults;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>Which kinds of fault came right after which.</summary>
/// <param name="Kinds">Of the plan, such as <c>kill api</c>, by name.</param>
/// <param name="Covered">Places in <paramref name="Kinds"/>: what came first, and what came next.</param>
internal sealed record PairsResult(IReadOnlyList<string> Kinds, IReadOnlyList<int[]> Covered, int Possible)
{
    /// <returns>Null where nothing was planned.</returns>
    public static PairsResult? Of(FaultRecord record, IReadOnlyList<PlannedFault> planned)
    {
        if (planned.Count == 0)
        {
            return null;
        }

        List<string> kinds = [.. planned.Select(fault => $"{fault.Kind} {fault.Resource}").Distinct().Order(StringComparer.Ordinal)];
        int[] order =
            [.. record.Confirmed.OrderBy(fault => fault.At).Select(fault => kinds.IndexOf($"{fault.Kind} {fault.Fault.Resource}"))];
        var covered = order.Zip(order.Skip(1)).Where(pair => pair is { First: >= 0, Second: >= 0 }).Distinct().Order();
        return new PairsResult(kinds, [.. covered.Select(pair => new[] { pair.First, pair.Second })], kinds.Count * kinds.Count);
    }
}
