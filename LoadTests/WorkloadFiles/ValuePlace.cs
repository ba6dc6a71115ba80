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

    /// <param name="node"><c>$.path</c>, or a map of <c>match</c> (a regular expression), <c>header</c> (a name) or both.</param>
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
            (null, null) => throw node.At.Wrong("this has neither match nor header", "Add one of them, or both."),
            ({ } pattern, null) => In("", Pattern(pattern), (_, body) => [Encoding.UTF8.GetString(body.Span)]),
            (var pattern, { } name) => In($"header {name.Value} ", pattern is null ? null : Pattern(pattern), (response, _) =>
                InHeader(response, name.Value)),
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
                return path.Find(document.RootElement);
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException)
            {
                return null;
            }
        });
    }

    private static Regex Pattern(FileText text)
    {
        try
        {
            return new Regex(text.Value, RegexOptions.CultureInvariant, PatternLimit);
        }
        catch (ArgumentException failure)
        {
            throw text.At.Wrong($"'{text.Value}' is no regular expression: {failure.Message}", "See .NET's regular expressions.");
        }
    }

    /// <param name="pattern">Finds values in the texts; null where each is one.</param>
    private static ValuePlace In(
        string name, Regex? pattern, Func<HttpResponseMessage, ReadOnlyMemory<byte>, IEnumerable<string>> texts) => new(
        pattern is null ? name.Trim() : $"{name}match {pattern}",
        (response, body) =>
        {
            try
            {
                // The first group, or all of a match where there is none.
                return pattern is null
                    ? [.. texts(response, body)]
                    : [.. texts(response, body).SelectMany(text => pattern.Matches(text))
                        .Select(match => match.Groups[match.Groups.Count > 1 ? 1 : 0].Value)];
            }
            catch (RegexMatchTimeoutException)
            {
                return null;
            }
        });

    private static IEnumerable<string> InHeader(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? values : [];
}
