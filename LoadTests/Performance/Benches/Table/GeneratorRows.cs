using AspireStateless.LoadTests.Performance.Benches.Engine;

namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>The engine's closed loops on one core against other generators. What is not installed is named, and the others run.</summary>
internal static class GeneratorRows
{
    private static readonly IReadOnlyList<(
        Generator Generator, string Program)> Others = [(Generator.Wrk, Tool.Wrk), (Generator.Hey, Tool.Hey)];

    public static async Task<IReadOnlyList<RatioGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        var why = ClosedRounds.Obstacle();
        Generator[] there = why is null ? [.. Others.Where(other => Tool.Exists(other.Program)).Select(other => other.Generator)] : [];
        var rates = there.Length == 0
            ? new Dictionary<Generator, double[]>()
            : await ClosedRounds.RunAsync(
                [.. there, ClosedRounds.Sockets, ClosedRounds.Handler], size.Rounds, size.Seconds, cancellationToken);
        return [.. Others.Select(other => Against(other.Generator, rates, why ?? Tool.Install(other.Program)))];
    }

    /// <param name="missing">Why the other generator was not measured, if it was not.</param>
    public static RatioGroup Against(Generator other, IReadOnlyDictionary<Generator, double[]> rates, string missing)
    {
        var title = $"The engine against {other.Name}, on one core, the target on another";
        // The limits are about wrk.
        double? Limit(double least) => other == Generator.Wrk ? least : null;
        return rates.TryGetValue(other, out var against)
            ? new(title,
            [
                RatioRow.Base(other.Name, against),
                RatioRow.Of("sockets", rates[ClosedRounds.Sockets], against) with { Least = Limit(ClosedRounds.SocketsLeast) },
                RatioRow.Of("standard handler", rates[ClosedRounds.Handler], against) with { Least = Limit(ClosedRounds.HandlerLeast) },
            ])
            : new(title, [RatioRow.NotMeasured(other.Name, missing) with { Least = Limit(ClosedRounds.SocketsLeast) }]);
    }
}
