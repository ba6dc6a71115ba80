using System.Text;

namespace AspireStateless.Judging.Verdicts;

/// <summary>
/// Text out of a record, which holds whatever a service answered, as every report can show it: on one line, without what a terminal obeys
/// and XML has no place for, and cut where nobody would read on.
/// </summary>
internal static class OneLine
{
    public const int Longest = 1000;

    public static string Of(string text)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Longest)
            {
                return line.Append('…').ToString();
            }

            line.Append(Shown(rune).ToString());
        }

        return line.ToString();
    }

    private static Rune Shown(Rune rune) =>
        Rune.IsWhiteSpace(rune) ? new Rune(' ')
        : Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar
        : rune;
}
