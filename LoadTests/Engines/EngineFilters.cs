namespace AspireStateless.LoadTests.Engines;

/// <summary>Filters and labels, as the engine's API has them.</summary>
internal static class EngineFilters
{
    public static IDictionary<string, IDictionary<string, bool>> Labels(params string[] labels) => Of("label", labels);

    public static IDictionary<string, IDictionary<string, bool>> Of(string filter, params string[] values) =>
        new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
        {
            [filter] = values.ToDictionary(value => value, _ => true, StringComparer.Ordinal),
        };

    public static string? GetValue(this IDictionary<string, string>? labels, string name) =>
        labels is not null && labels.TryGetValue(name, out var value) ? value : null;
}
