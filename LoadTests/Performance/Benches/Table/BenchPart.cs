namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>A part of the table, which can be measured by itself.</summary>
/// <param name="Name">As <c>--only</c> has it.</param>
/// <param name="Turns">In each round.</param>
/// <param name="Around">Seconds for starting and ending what is measured.</param>
/// <param name="TurnMore">Seconds that a turn takes beside what is measured of it.</param>
/// <param name="Measure">Measures it.</param>
internal sealed record BenchPart(
    string Name, int Turns, double Around, double TurnMore, Func<BenchSize, CancellationToken, Task<IReadOnlyList<RatioGroup>>> Measure)
{
    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<BenchPart> All { get; } =
    [
        new("generators", Turns: 4, Around: 1, TurnMore: 1.2, GeneratorRows.MeasureAsync),
        new("replicas", Turns: ReplicaRows.Counts.Count, Around: 10, TurnMore: 0, ReplicaRows.MeasureAsync),
        new("proxy", Turns: 2 * ProxyRows.Requests.Count, Around: 8, TurnMore: 0, ProxyRows.MeasureAsync),
        new("endpoints", Turns: 1 + EndpointRows.Requests.Count, Around: 8, TurnMore: 0, EndpointRows.MeasureAsync),
        new("append", Turns: 2 * AppendRows.Requests.Count, Around: 10, TurnMore: 0, AppendRows.MeasureAsync),
    ];

    public static string Names => string.Join(", ", All.Select(part => part.Name));

    /// <summary>With one round more, which is discarded.</summary>
    public TimeSpan Expected(int rounds, int seconds) => TimeSpan.FromSeconds(Around + ((rounds + 1) * Turns * (seconds + TurnMore)));
}
