using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>How what the service and the judge cost grows with what there is: as rows, and as a page with a chart of each.</summary>
internal static class GrowthRows
{
    private static readonly int[] Objects = [1000, 10_000, 100_000, 1_000_000];
    private static readonly int[] Replicas = [1, 2, 4, 8];
    private static readonly int[] Operations = [10_000, 100_000, 1_000_000, 10_000_000];

    public static double Seconds(BenchSize size) =>
        220 + ((size.Rounds + 1) * size.Seconds * ((Objects.Length * ObjectKind.All.Count) + Replicas.Length));

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        IReadOnlyList<GrowthCurve> curves =
        [
            .. await TryAsync(
                new("Requests", "objects", "") { Limit = ObjectCurves.Flat },
                _ => ObjectCurves.MeasureAsync(Objects, size, cancellationToken)),
            .. await TryAsync(
                new("Requests", "replicas", "") { Limit = ReplicaCurves.Most },
                _ => ReplicaCurves.MeasureAsync(Replicas, size, cancellationToken)),
            .. await TryAsync(
                new("Verdicts", "operations", "") { Limit = JudgingCurves.Linear },
                _ => JudgingCurves.MeasureAsync(Operations, size, cancellationToken)),
        ];
        GC.Collect();
        var page = BuildPaths.BenchFile("growth.html");
        await File.WriteAllTextAsync(page, GrowthPage.Of(curves, TimeProvider.System.GetUtcNow()), cancellationToken);
        return
        [
            .. curves.Select(curve => curve.Group),
            new($"A chart of each: {Path.GetRelativePath(BuildPaths.RepositoryRoot, page)}", []),
        ];
    }

    /// <summary>What could not be measured is shown as such, and the rest is measured.</summary>
    /// <param name="curve">Shown in place of those that were to be measured.</param>
    public static async Task<IReadOnlyList<GrowthCurve>> TryAsync(
        GrowthCurve curve, Func<GrowthCurve, Task<IReadOnlyList<GrowthCurve>>> measureAsync)
    {
        try
        {
            return await measureAsync(curve);
        }
        catch (InvalidRunException failure)
        {
            return [curve with { Missing = $"{failure.Message} {failure.Advice}" }];
        }
    }
}
