using System.Text;

namespace AspireStateless.Dashboard.ConsoleLogs;

/// <summary>A piece of a line with one look.</summary>
/// <param name="Text">Without escape sequences.</param>
/// <param name="Look">Classes of the style sheet: <c>ansi-1</c> to <c>ansi-7</c> for colours, <c>ansi-bold</c>; null for plain text.</param>
internal sealed record AnsiSpan(string Text, string? Look);

/// <summary>
/// Reads the escape sequences of ECMA-48 that programs colour their output with (select graphic rendition: ESC [ numbers m), and leaves out all
/// others. A look ends with its line, as lines are shown in any selection.
/// </summary>
internal static class AnsiText
{
    private const char Escape = '\u001b';

    internal static IReadOnlyList<AnsiSpan> Parse(string line)
    {
        if (!line.Contains(Escape, StringComparison.Ordinal))
        {
            return [new AnsiSpan(line, null)];
        }

        var spans = new List<AnsiSpan>();
        var text = new StringBuilder();
        var look = new Look(Colour: 0, IsBold: false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] != Escape)
            {
                text.Append(line[at]);
                continue;
            }

            var end = EndOfSequence(line, at);
            if (end < line.Length && line[at + 1] == '[' && line[end] == 'm')
            {
                Flush();
                look = look.After(line.AsSpan((at + 2)..end));
            }

            at = end;
        }

        Flush();
        return spans;

        void Flush()
        {
            if (text.Length > 0)
            {
                spans.Add(new AnsiSpan(text.ToString(), look.Classes));
                text.Clear();
            }
        }
    }

    // ESC [ parameters 0x30-0x3F, intermediates 0x20-0x2F, and a last byte 0x40-0x7E; any other sequence is taken to be two characters.
    private static int EndOfSequence(string line, int at)
    {
        if (at + 1 >= line.Length || line[at + 1] != '[')
        {
            return at + 1;
        }

        var end = at + 2;
        while (end < line.Length && line[end] is < '@' or > '~')
        {
            end++;
        }

        return end;
    }

    private readonly record struct Look(int Colour, bool IsBold)
    {
        internal string? Classes => (Colour, IsBold) switch
        {
            (0, false) => null,
            (0, true) => "ansi-bold",
            (_, false) => $"ansi-{Colour}",
            _ => $"ansi-{Colour} ansi-bold",
        };

        internal Look After(ReadOnlySpan<char> parameters)
        {
            var look = this;
            foreach (var range in parameters.Split(';'))
            {
                _ = int.TryParse(parameters[range], out var number);
                look = number switch
                {
                    0 => default,
                    1 => look with { IsBold = true },
                    22 => look with { IsBold = false },
                    // Black is written on a colour, and says nothing by itself.
                    30 => look,
                    >= 31 and <= 37 => look with { Colour = number - 30 },
                    >= 90 and <= 97 => look with { Colour = number - 90 },
                    // Dark on a colour, as loggers write what is bad, is that colour: what stands behind text is left to the theme.
                    >= 41 and <= 47 when look.Colour == 0 => look with { Colour = number - 40 },
                    39 => look with { Colour = 0 },
                    _ => look,
                };
            }

            return look;
        }
    }
}
