namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>How much each part measures.</summary>
/// <param name="Rounds">In which everything has its turn.</param>
/// <param name="Seconds">Of each turn.</param>
internal sealed record BenchSize(int Rounds, int Seconds)
{
    /// <summary>The commit that takes turns with this build; once it is built, the folder that it is checked out in.</summary>
    public string? Baseline { get; init; }

    /// <summary>The only kind of request that is profiled; null for those of the table.</summary>
    public string? Endpoint { get; init; }

    /// <summary>In flight at any time.</summary>
    public const int Connections = 32;

    public TimeSpan Turn => TimeSpan.FromSeconds(Seconds);
}
