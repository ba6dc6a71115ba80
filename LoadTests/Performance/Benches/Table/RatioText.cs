using System.Globalization;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>The table for people, no wider than a terminal of 80 columns.</summary>
internal static class RatioText
{
    public const int Columns = 80;
    private const int Indent = 4;
    private const int CommitDigits = 40;
    private const int ShortDigits = 12;

    /// <summary>What was measured, how, on what, and when.</summary>
    public static IEnumerable<string> Head(MachineResult machine, DateTimeOffset at, BenchSize size) =>
        Wrapped([
            "Performance as ratios of one run",
            string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm} UTC"),
            $"{machine.Processors} cores",
            $"{machine.MemoryMb:N0} MB",
            machine.OperatingSystem,
            machine.Runtime,
            $"commit {Short(machine.Commit)}",
            $"{BenchSize.Connections} connections",
            $"{size.Rounds} rounds of {size.Seconds} s, by turns",
            "the middle round's ratio, the range of all, and requests a second",
        ]);

    public static IEnumerable<string> Lines(RatioGroup group) => Wrapped([group.Title]).Concat(group.Rows.SelectMany(Lines));

    /// <summary>Puts parts on as few lines as hold them, cut between words.</summary>
    public static IEnumerable<string> Wrapped(IEnumerable<string> parts)
    {
        var line = "";
        // What is missing from a row is indented by four columns.
        foreach (var word in string.Join("; ", parts).Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Columns - Indent)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    /// <summary>The first twelve digits of a commit, and whether files differed from it.</summary>
    private static string Short(string commit) =>
        commit.Length > CommitDigits ? $"{commit[..ShortDigits]}{commit[CommitDigits..]}" : commit[..Math.Min(ShortDigits, commit.Length)];

    private static IEnumerable<string> Lines(RatioRow row) => row.Missing is { } missing
        ? [$"  {row.What,-35} not measured", .. Wrapped([missing]).Select(line => $"{"",Indent}{line}")]
        : [string.Create(
            CultureInfo.InvariantCulture,
            $"  {row.What,-35}{RatioOf(row),6}{Range(row),16}{row.Rate,11:N0}/s{(row.Least is { } least ? $"  >= {least:F1}" : "")}")];

    private static string RatioOf(RatioRow row) =>
        row.Ratio is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"{ratio.Middle:F2}") : "1";

    private static string Range(RatioRow row) =>
        row.Ratio is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"{ratio.Least:F2} .. {ratio.Most:F2}") : "";
}
