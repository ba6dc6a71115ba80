using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>Where the value stands in an answer: in JSON, in any text, or in a header.</summary>
internal sealed class ValuePlace
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(200);
    private readonly string _text;
    private readonly Func<HttpResponseMessage, ReadOnlyMemory<byte>, IReadOnlyList<string>?> _find;

    private ValuePlace(string text, Func<HttpResponseMessage, ReadOnlyMemory<byte>, IReadOnlyList<string>?> find) =>
        (_text, _find) = (text, find);

    /// <param name="node"><c>$.path</c>, or a map of <c>match</c> (a regular expression) or <c>header</c> (a name).</param>
    /// <exception cref="BadInputException">It is neither.</exception>
    public static ValuePlace Of(FileNode node)
    {
        if (node is FileText text)
        {
            return text.Value.StartsWith('$')
                ? InJson(text)
                : throw text.At.Wrong(
                    $"'{text.Value}' says nothing about where the value stands",
                    "Write a path in JSON ($.count), or match: a regular expression, or header: a name.");
        }

        var section = new FileSection(node.Map("$.path, match: or header:"), "the place of a value");
        var (match, header) = (section.Optional("match")?.Text("a regular expression"), section.Optional("header")?.Text("a name"));
        section.End();
        return (match, header) switch
        {
            ({ } pattern, null) => InText(pattern),
            (null, { } name) => InHeader(name.Value),
            _ => throw node.At.Wrong("this has to be one of match and header", "Leave one out, or add one."),
        };
    }

    /// <returns>All values, in their order; null where the answer is not what it should be, such as HTML in place of JSON.</returns>
    public IReadOnlyList<string>? Find(HttpResponseMessage response, ReadOnlyMemory<byte> body) => _find(response, body);

    public override string ToString() => _text;

    private static ValuePlace InJson(FileText text)
    {
        var path = JsonPath.Of(text);
        return new ValuePlace(text.Value, (_, body) =>
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                return [.. path.Find(document.RootElement)];
            }
            catch (JsonException)
            {
                return null;
            }
        });
    }

    private static ValuePlace InText(FileText text)
    {
        Regex pattern;
        try
        {
            pattern = new Regex(text.Value, RegexOptions.CultureInvariant, PatternLimit);
        }
        catch (ArgumentException failure)
        {
            throw text.At.Wrong($"'{text.Value}' is no regular expression: {failure.Message}", "See .NET's regular expressions.");
        }

        return new ValuePlace($"match {text.Value}", (_, body) =>
        {
            try
            {
                // The first group, or all of it where there is none.
                return
                [
                    .. pattern.Matches(Encoding.UTF8.GetString(body.Span))
                        .Select(match => match.Groups[match.Groups.Count > 1 ? 1 : 0].Value),
                ];
            }
            catch (RegexMatchTimeoutException)
            {
                return null;
            }
        });
    }

    private static ValuePlace InHeader(string name) => new($"header {name}", (response, _) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? [.. values] : []);
}
