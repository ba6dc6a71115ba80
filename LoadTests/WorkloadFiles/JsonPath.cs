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

    /// <summary>
    /// What stands there, as texts. Null, and a last member that is not there, are nothing; null is returned where the answer is of another
    /// shape, such as an error in place of a list.
    /// </summary>
    /// <exception cref="InvalidOperationException">A text in it is none in Unicode.</exception>
    public IReadOnlyList<string>? Find(JsonElement root)
    {
        var found = new List<string>();
        return AddTo(found, root, step: 0) ? found : null;
    }

    /// <returns>False where an element has no such place.</returns>
    private bool AddTo(List<string> found, JsonElement element, int step)
    {
        if (step == _steps.Count)
        {
            if (element.ValueKind != JsonValueKind.Null)
            {
                found.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());
            }

            return true;
        }

        var (member, index) = _steps[step];
        var next = step + 1;
        return (element.ValueKind, member, index) switch
        {
            (JsonValueKind.Object, not null, _) =>
                element.TryGetProperty(member, out var value) ? AddTo(found, value, next) : next == _steps.Count,
            (JsonValueKind.Array, null, >= 0) => index >= element.GetArrayLength() || AddTo(found, element[index], next),
            (JsonValueKind.Array, null, _) => element.EnumerateArray().All(item => AddTo(found, item, next)),
            (JsonValueKind.Object, null, < 0) => element.EnumerateObject().All(property => AddTo(found, property.Value, next)),
            _ => false,
        };
    }

    [GeneratedRegex(
        @"(\.|\[)\*\]?|\.(?<member>[\w-]+)|\['(?<member>[^']*)'\]|\[(?<index>\d{1,6})\]",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StepPattern();

    /// <param name="Member">Null where it is an index, or everything.</param>
    /// <param name="Index">-1 where it is a member, or everything.</param>
    private readonly record struct Step(string? Member, int Index);
}
