using AspireStateless.LoadTests.Checkers;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>Traffic × faults × route × checks, by name.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>One line for <c>list</c>.</summary>
    public required string Summary { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Operations per second.</summary>
    public required double Rate { get; init; }
    public required bool Faults { get; init; }

    /// <summary>Fewer replicas cannot carry it out.</summary>
    public required int LeastReplicas { get; init; }

    /// <summary>Below these counts of evidence the promises are not proven, whatever the checkers say.</summary>
    public required IReadOnlyDictionary<Evidence, long> Needed { get; init; }
}
