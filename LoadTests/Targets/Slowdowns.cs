using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>The slowdowns that the gate must find: variants of the service beside the planted bugs, which break no promise.</summary>
internal static class Slowdowns
{
    public static string CataloguePath { get; } = Path.Combine(Path.GetDirectoryName(BuildPaths.PlantedBugs)!, "slowdowns.json");

    /// <summary>In the order of the catalogue; none where only the program is there.</summary>
    public static IReadOnlyList<Slowdown> All { get; } = File.Exists(CataloguePath)
        ? JsonSerializer.Deserialize<Slowdown[]>(File.ReadAllText(CataloguePath), JsonSerializerOptions.Web)!
        : [];

    /// <summary>Those that requests can be compared by, without faults.</summary>
    public static IReadOnlyList<Slowdown> OfRequests { get; } = [.. All.Where(slow => slow.FoundBy != FoundBy.Recoveries)];

    /// <param name="name">Of a slowdown or a planted bug, as <c>SlowVisits</c> or <c>slow-visits</c>.</param>
    /// <returns>As the program knows it.</returns>
    /// <exception cref="BadInputException">There is none of this name.</exception>
    public static string NameOf(string name)
    {
        var plain = name.Replace("-", "", StringComparison.Ordinal);
        return All.Select(slow => slow.Name).Concat(PlantedBugs.All.Select(bug => bug.Name))
            .FirstOrDefault(known => known.Equals(plain, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadInputException(
                $"There is no slowdown and no planted bug '{name}'.",
                    $"Choose one of: {string.Join(", ", All.Select(slow => slow.Name))}.");
    }
}

/// <param name="FoundBy">The part of the gate that has to find it, whatever the other one says.</param>
/// <param name="What">One sentence.</param>
internal sealed record Slowdown(string Name, [property: JsonRequired] FoundBy FoundBy, string What);

[JsonConverter(typeof(JsonStringEnumConverter<FoundBy>))]
internal enum FoundBy
{
    /// <summary>It takes longer.</summary>
    Times,

    /// <summary>A request makes more calls, or allocates more.</summary>
    Costs,

    /// <summary>It serves again later after a fault.</summary>
    Recoveries,
}
