using System.Text.Json.Serialization;

namespace AspireStateless.LoadTests.Targets;

/// <summary>An entry of the catalogue of planted bugs and decoys.</summary>
internal sealed record PlantedBug
{
    public required string Name { get; init; }
    public required PlantedKind Kind { get; init; }

    /// <summary>One sentence.</summary>
    public required string What { get; init; }

    /// <summary>The promise that it breaks; null for a decoy.</summary>
    public string? Breaks { get; init; }

    /// <summary>The least that has to be done to the system for it to show; null for a decoy.</summary>
    public string? LeastFault { get; init; }

    /// <summary>The scenario that has to find it, or that must not be misled by it.</summary>
    public required string Scenario { get; init; }

    /// <summary>Configuration without which it hardly shows.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

[JsonConverter(typeof(JsonStringEnumConverter<PlantedKind>))]
internal enum PlantedKind
{
    /// <summary>Wrong: has to be found.</summary>
    Bug,

    /// <summary>Local state that is right: must not be blamed.</summary>
    Decoy,
}
