using System.Diagnostics.CodeAnalysis;
using AspireStateless.PlantedBugs.Bugs;

namespace AspireStateless.PlantedBugs;

/// <summary>The wrong services that a harness worth its name must catch. Each replaces one part of the correct one.</summary>
internal static class PlantedBug
{
    private static readonly Dictionary<string, Action<IServiceCollection>> Bugs = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(InMemoryCounter)] = InMemoryCounter.Plant,
        [nameof(GetThenSet)] = GetThenSet.Plant,
        [nameof(DedupSetInMemory)] = DedupSetInMemory.Plant,
    };

    /// <param name="builder">The service, correct so far.</param>
    /// <param name="name">As <c>GetThenSet</c> or <c>get-then-set</c>; nothing leaves the service correct.</param>
    /// <param name="error">One line for the user when the name is unknown.</param>
    public static bool TryPlant(WebApplicationBuilder builder, string? name, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (string.IsNullOrEmpty(name))
        {
            return true;
        }

        if (Bugs.TryGetValue(name.Replace("-", "", StringComparison.Ordinal), out var plant))
        {
            plant(builder.Services);
            return true;
        }

        error = $"PLANTED_BUG '{name}' is not known. Use one of: {string.Join(", ", Bugs.Keys)}; or leave it out for the correct service.";
        return false;
    }
}
