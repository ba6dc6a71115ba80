using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>What was measured, for people, no wider than a terminal of 80 columns.</summary>
internal static class BenchText
{
    public const int Columns = 80;
    private const int Indent = 4;
    private const int CommitDigits = 40;
    private const int ShortDigits = 12;

    /// <summary>What was measured, how, on what, and when.</summary>
    public static IEnumerable<string> Head(MachineResult machine, DateTimeOffset at, BenchSize size) =>
        Wrapped([
            "Performance of this build",
            $"{at:yyyy-MM-dd HH:mm} UTC",
            $"{machine.Processors} cores",
            $"{machine.MemoryMb:N0} MB",
            machine.OperatingSystem,
            machine.Runtime,
            $"commit {Short(machine.Commit)}",
            $"{BenchSize.Connections} connections",
            $"{size.Rounds} {(size.Rounds == 1 ? "round" : "rounds")} of {size.Seconds} s, by turns",
            "the middle of the rounds, their range, unit or rate, and limit",
        ]);

    public static IEnumerable<string> Lines(BenchGroup group) => Wrapped([group.Title]).Concat(group.Rows.SelectMany(Lines));

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

    /// <summary>Three digits, more of what is larger.</summary>
    public static string Number(double value) => value.ToString(value switch { >= 100 => "N0", >= 10 => "N1", _ => "N2" });

    /// <summary>The first twelve digits of a commit, and whether files differed from it.</summary>
    private static string Short(string commit) =>
        commit.Length > CommitDigits ? $"{commit[..ShortDigits]}{commit[CommitDigits..]}" : commit[..Math.Min(ShortDigits, commit.Length)];

    private static IEnumerable<string> Lines(BenchRow row) => row.Missing is { } missing
        ? [$"  {row.What,-31} not measured", .. Wrapped([missing]).Select(line => $"{"",Indent}{line}")]
        : [$"  {row.What,-31}{Middle(row),7}{Range(row),18} {row.Unit ?? $"{row.Rate:N0}/s",-11}{row.Limit,10}".TrimEnd()];

    private static string Middle(BenchRow row) => row.Value is { } value ? Number(value.Middle) : "1";

    private static string Range(BenchRow row) => row.Value is { } value && value.Least < value.Most
        ? $"{Number(value.Least)} .. {Number(value.Most)}" : "";
}
