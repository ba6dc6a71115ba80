namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>The engine's closed loops on one core against other generators. What is not installed is named, and the others run.</summary>
internal static class GeneratorRows
{
    /// <summary>What the engine has to reach of <c>wrk -t1</c>, through its sockets and through the standard handler.</summary>
    private static readonly Limit SocketsLimit = Limit.Least(1);

    /// <inheritdoc cref="SocketsLimit"/>
    private static readonly Limit HandlerLimit = Limit.Least(0.7);

    private static readonly IReadOnlyList<(
        Generator Generator, string Program)> Others = [(Generator.Wrk, Tool.Wrk), (Generator.Hey, Tool.Hey)];

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        var why = ClosedRounds.Obstacle();
        Generator[] there = why is null ? [.. Others.Where(other => Tool.Exists(other.Program)).Select(other => other.Generator)] : [];
        var rates = there.Length == 0
            ? new Dictionary<Generator, double[]>()
            : await ClosedRounds.RunAsync([.. there, Generator.Sockets, Generator.Handler], size, cancellationToken);
        return [.. Others.Select(other => Against(other.Generator, rates, why ?? Tool.Install(other.Program)))];
    }

    /// <param name="missing">Why the other generator was not measured, if it was not.</param>
    public static BenchGroup Against(Generator other, IReadOnlyDictionary<Generator, double[]> rates, string missing)
    {
        // The limits are about wrk.
        Limit? Of(Limit limit) => other == Generator.Wrk ? limit : null;
        return new($"The engine against {other.Name}, on one core, the target on another", rates.TryGetValue(other, out var against)
            ?
            [
                BenchRow.Base(other.Name, against),
                BenchRow.Ratio("sockets", rates[Generator.Sockets], against, Of(SocketsLimit)),
                BenchRow.Ratio("standard handler", rates[Generator.Handler], against, Of(HandlerLimit)),
            ]
            : [BenchRow.NotMeasured(other.Name, missing, Of(SocketsLimit))]);
    }
}
