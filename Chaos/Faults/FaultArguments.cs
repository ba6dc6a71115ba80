using System.Text.Json.Nodes;

namespace AspireStateless.Chaos.Faults;

/// <summary>The parameters of one fault, checked.</summary>
internal sealed class FaultArguments
{
    private readonly Dictionary<string, object> _values;

    private FaultArguments(Dictionary<string, object> values) => _values = values;

    /// <exception cref="RefusedException">One is unknown, or has a value that it does not take; the first such is named.</exception>
    public static FaultArguments Parse(IFault fault, JsonObject? given)
    {
        var known = fault.Parameters;
        if (given?.FirstOrDefault(entry => known.All(parameter => parameter.Name != entry.Key)).Key is { } unknown)
        {
            var names = known.Count == 0 ? "It takes none." : $"It takes: {string.Join(", ", known.Select(parameter => parameter.Name))}.";
            throw RefusedException.BadRequest("unknown-parameter", $"'{fault.Kind}' does not know the parameter '{unknown}'. {names}");
        }

        var parsed = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var parameter in known)
        {
            JsonNode? node = null;
            var value = given?.TryGetPropertyValue(parameter.Name, out node) == true || parameter.IsRequired
                ? parameter.Parse(node)
                : parameter.Default;
            if (value is not null)
            {
                parsed[parameter.Name] = value;
            }
        }

        return new FaultArguments(parsed);
    }

    public long Number(string name) => (long)_values[name];

    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Number(name));

    public string Text(string name) => (string)_values[name];

    public IReadOnlyList<string> Words(string name) => (IReadOnlyList<string>)_values[name];

    public string? TextOrNull(string name) => _values.TryGetValue(name, out var value) ? (string)value : null;
}
