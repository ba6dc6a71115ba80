namespace AspireStateless.LoadTests.Targets;

/// <summary>The planted bugs there are: one file each in the folder Bugs beside their project.</summary>
internal static class PlantedBugs
{
    public static IReadOnlyList<string> Names { get; } = Find(Path.Combine(Path.GetDirectoryName(BuildPaths.PlantedBugs)!, "Bugs"));

    /// <param name="name">As <c>GetThenSet</c> or <c>get-then-set</c>.</param>
    /// <exception cref="BadInputException">There is none of this name.</exception>
    public static string Parse(string name) =>
        Names.FirstOrDefault(bug => bug.Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException($"There is no planted bug '{name}'.", $"Choose one of: {string.Join(", ", Names)}.");

    private static IReadOnlyList<string> Find(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];
}
