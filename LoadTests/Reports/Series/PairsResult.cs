using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>Which kinds of fault came right after which.</summary>
/// <param name="Kinds">Of the plan, such as <c>kill api</c>, by name.</param>
/// <param name="Covered">InFlightLimit in <paramref name="Kinds"/>: what came first, and what came next.</param>
internal sealed record PairsResult(IReadOnlyList<string> Kinds, IReadOnlyList<int[]> Covered, int Possible)
{
    public static PairsResult? Of(RecordedRun run)
    {
        if (run.Plan.Faults.Count == 0)
        {
            return null;
        }

        var coverage = PairCoverage.Of(run.Faults, run.Plan.Faults);
        List<string> kinds = [.. run.Plan.Faults.Select(fault => PairCoverage.Name(fault.Kind, fault.Resource)).Distinct()
            .Order(StringComparer.Ordinal)];
        return new PairsResult(
            kinds,
            [.. coverage.Covered.Select(pair => new[] { kinds.IndexOf(pair.First), kinds.IndexOf(pair.Next) }).OrderBy(pair => pair[0])
                .ThenBy(pair => pair[1])],
            coverage.Possible);
    }
}
