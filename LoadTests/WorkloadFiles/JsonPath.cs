using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>
/// The part of JSONPath (RFC 9535) that finds values in answers: <c>$</c>, then members (<c>.name</c>, <c>['name']</c>), indices
/// (<c>[0]</c>) and all of them (<c>[*]</c>, <c>.*</c>).
/// </summary>
internal sealed partial class JsonPath
{
    private readonly List<Step> _steps;

    private JsonPath(List<Step> steps) => _steps = steps;

    /// <exception cref="BadInputException">It is no such path.</exception>
    public static JsonPath Of(FileText text)
    {
        var steps = new List<Step>();
        var at = 1;
        while (at < text.Value.Length)
        {
            var match = StepPattern().Match(text.Value, at);
            if (!match.Success || match.Index != at)
            {
                throw text.At.Wrong(
                    $"'{text.Value}' is no path: '{text.Value[at..]}' is not understood",
                    "Write $, then members and indices: $.count, $['a b'], $.items[0].id, $.items[*].id.");
            }

            steps.Add(new Step(
                match.Groups["member"] is { Success: true } member ? member.Value : null,
                match.Groups["index"] is { Success: true } index ? int.Parse(index.Value, CultureInfo.InvariantCulture) : -1));
            at += match.Length;
        }

        return new JsonPath(steps);
    }

    /// <summary>What stands there, as texts; nothing for null.</summary>
    public IEnumerable<string> Find(JsonElement root) => _steps
        .Aggregate((IEnumerable<JsonElement>)[root], (found, step) => found.SelectMany(step.From))
        .Where(element => element.ValueKind != JsonValueKind.Null)
        .Select(element => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());

    [GeneratedRegex(
        @"(\.|\[)\*\]?|\.(?<member>[\w-]+)|\['(?<member>[^']*)'\]|\[(?<index>\d{1,6})\]",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StepPattern();

    /// <param name="Member">Null where it is an index, or everything.</param>
    /// <param name="Index">-1 where it is a member, or everything.</param>
    private sealed record Step(string? Member, int Index)
    {
        public IEnumerable<JsonElement> From(JsonElement element) => (element.ValueKind, Member, Index) switch
        {
            (JsonValueKind.Object, { } member, _) => element.TryGetProperty(member, out var value) ? [value] : [],
            (JsonValueKind.Array, null, >= 0) => Index < element.GetArrayLength() ? [element[Index]] : [],
            (JsonValueKind.Array, null, _) => element.EnumerateArray(),
            (JsonValueKind.Object, null, < 0) => element.EnumerateObject().Select(property => property.Value),
            _ => [],
        };
    }
}
