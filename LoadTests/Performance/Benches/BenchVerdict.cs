using AspireStateless.Judging.Verdicts;

namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>What all rows say together: the lines under them, and the exit code.</summary>
/// <param name="objections">Why times are not to be trusted, or are not there; empty where all is well.</param>
internal sealed class BenchVerdict(IReadOnlyList<BenchRow> rows, IReadOnlyList<string> objections)
{
    // A limit that is broken on a busy machine proves nothing.
    public ExitCode Code =>
        objections.Count > 0 ? ExitCode.Invalid
        : rows.Any(row => row.Verdict == RowVerdict.Broken) ? ExitCode.Failed
        : rows.Any(row => row.Verdict == RowVerdict.Open) ? ExitCode.NotProven
        : ExitCode.Passed;

    public IEnumerable<string> Lines => Sentences.SelectMany(sentence => BenchText.Wrapped([sentence]));

    private IEnumerable<string> Sentences =>
    [
        // On a busy machine nothing is judged.
        .. rows.Where(row => objections.Count == 0 && row.Verdict != RowVerdict.Holds).Select(Judged),
        .. objections.Distinct(StringComparer.Ordinal).Select(objection => $"INVALID: {objection}."),
        Code switch
        {
            ExitCode.Passed => "MEASURED: every limit that is named above holds.",
            ExitCode.Invalid =>
                "Next: quote none of these figures; close what else runs on this machine, use a Release build, and try again.",
            ExitCode.NotProven => "Next: install what is missing; else more rounds (--rounds 9).",
            _ => "Next: measure that part alone and for longer (--only, --rounds 9).",
        },
    ];

    private static string Judged(BenchRow row) =>
        row.Value is not { } value ? $"NOT PROVEN: {row.What} was not measured, and a limit is about it."
        : row.Verdict == RowVerdict.Broken ? $"BROKEN: {Missed(row, value)}, as no round was."
        : $"NOT PROVEN: {Missed(row, value)}, as some rounds were.";

    private static string Missed(BenchRow row, Spread value) =>
        $"{row.What} is {BenchText.Number(value.Middle)} in the middle and has to be {row.Limit}";
}
