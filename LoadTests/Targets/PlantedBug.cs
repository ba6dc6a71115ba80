using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.LoadTests.Failures;

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

/// <summary>The planted bugs and decoys there are: the catalogue beside their project.</summary>
internal static class PlantedBugs
{
    public static string CataloguePath { get; } = Path.Combine(Path.GetDirectoryName(BuildPaths.PlantedBugs)!, "catalogue.json");

    /// <summary>In the order of the catalogue; none where only the program is there.</summary>
    public static IReadOnlyList<PlantedBug> All { get; } = File.Exists(CataloguePath)
        ? JsonSerializer.Deserialize<PlantedBug[]>(File.ReadAllText(CataloguePath), JsonSerializerOptions.Web)!
        : [];

    /// <param name="name">As <c>GetThenSet</c> or <c>get-then-set</c>.</param>
    /// <exception cref="BadInputException">There is none of this name.</exception>
    public static PlantedBug Find(string name) =>
        All.FirstOrDefault(bug => bug.Name.Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(
            $"There is no planted bug '{name}'.", $"Choose one of: {string.Join(", ", All.Select(bug => bug.Name))}.");
}
