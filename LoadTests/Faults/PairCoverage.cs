using AspireStateless.Judging.Faults;

namespace AspireStateless.LoadTests.Faults;

/// <summary>Which kinds of fault really came after which, by the evidence of their effects.</summary>
/// <param name="Covered">Pairs of what came first and what came next, each such as <c>kill api</c>.</param>
/// <param name="Possible">How many pairs the kinds of the plan make, each with itself included.</param>
internal sealed record PairCoverage(IReadOnlySet<(string First, string Next)> Covered, int Possible)
{
    public static PairCoverage Of(FaultRecord record, IReadOnlyList<PlannedFault> planned)
    {
        var kinds = planned.Select(fault => Name(fault.Kind, fault.Resource)).ToHashSet(StringComparer.Ordinal);
        string[] order = [.. record.Confirmed.OrderBy(fault => fault.At).Select(fault => Name(fault.Kind, fault.Fault.Resource))];
        var covered = order.Zip(order.Skip(1)).Where(pair => kinds.Contains(pair.First) && kinds.Contains(pair.Second)).ToHashSet();
        return new PairCoverage(covered, kinds.Count * kinds.Count);
    }

    public override string ToString() => $"{Covered.Count} of {Possible} ordered pairs";

    /// <summary>A kind of fault together with what it hits.</summary>
    public static string Name(string kind, string? resource) => $"{kind} {resource}";
}
