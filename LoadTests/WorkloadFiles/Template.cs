using System.Text.RegularExpressions;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>A text with placeholders, such as <c>/visits/{key}</c>.</summary>
internal sealed partial class Template
{
    private readonly (string Literal, string? Placeholder)[] _parts;

    private Template(string text, (string Literal, string? Placeholder)[] parts) => (Text, _parts) = (text, parts);

    /// <summary>As it stands in the file.</summary>
    public string Text { get; }

    public IEnumerable<string> Placeholders => _parts.Select(part => part.Placeholder).OfType<string>();

    /// <param name="filled">The placeholders that somebody fills.</param>
    /// <exception cref="BadInputException">It has another one.</exception>
    public static Template Of(FileText text, IReadOnlyCollection<string> filled) => Of(text.Value, text.At, filled);

    /// <inheritdoc cref="Of(FileText, IReadOnlyCollection{string})"/>
    public static Template Of(string text, FilePlace at, IReadOnlyCollection<string> filled)
    {
        var parts = new List<(string, string?)>();
        var from = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            var name = match.Groups["name"].Value;
            if (!filled.Contains(name))
            {
                throw at.Wrong(
                    $"nobody fills '{{{name}}}' here",
                    filled.Count == 0 ? "There are no placeholders here."
                        : $"There are {string.Join(", ", filled.Select(known => $"{{{known}}}"))}.");
            }

            parts.Add((text[from..match.Index], name));
            from = match.Index + match.Length;
        }

        parts.Add((text[from..], null));
        return new Template(text, [.. parts]);
    }

    public bool Uses(string placeholder) => Array.Exists(_parts, part => part.Placeholder == placeholder);

    /// <param name="valueOf">A placeholder's.</param>
    /// <param name="encode">Of a value, for where the text stands; null for a text that is no one's syntax.</param>
    public string Fill(Func<string, string> valueOf, Func<string, string>? encode = null)
    {
        if (_parts is [{ Placeholder: null } whole])
        {
            return whole.Literal;
        }

        var texts = new string[2 * _parts.Length];
        foreach (var (place, (literal, placeholder)) in _parts.Index())
        {
            var value = placeholder is null ? "" : valueOf(placeholder);
            (texts[2 * place], texts[(2 * place) + 1]) = (literal, encode is null ? value : encode(value));
        }

        return string.Concat(texts);
    }

    // JSON's braces are followed by a quote or a brace, never by a letter.
    [GeneratedRegex(@"\{(?<name>[a-z][a-z.-]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
