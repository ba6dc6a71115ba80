using System.Text.Json;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

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
