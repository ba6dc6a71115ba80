using AspireStateless.Judging.Verdicts;

namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>What the whole table says: the lines under it, and the exit code.</summary>
/// <param name="objections">Why its times are not to be trusted, or are not there; empty where all is well.</param>
internal sealed class RatioSummary(IReadOnlyList<RatioRow> rows, IReadOnlyList<string> objections)
{
    // A limit that is broken on a busy machine proves nothing.
    public ExitCode Code =>
        objections.Count > 0 ? ExitCode.Invalid
        : rows.Any(row => row.Verdict == RatioVerdict.Broken) ? ExitCode.Failed
        : rows.Any(row => row.Verdict == RatioVerdict.Open) ? ExitCode.NotProven
        : ExitCode.Passed;

    public IEnumerable<string> Lines => Sentences.SelectMany(sentence => RatioText.Wrapped([sentence]));

    private IEnumerable<string> Sentences
    {
        get
        {
            // On a busy machine nothing is judged.
            foreach (var row in rows.Where(row => objections.Count == 0 && row.Verdict != RatioVerdict.Holds))
            {
                yield return row.Missing is not null ? $"NOT PROVEN: {row.What} was not measured, and a limit is about it."
                    : row.Verdict == RatioVerdict.Open
                        ? $"NOT PROVEN: {row.What} is below {row.Least:F1} in the middle, but not in every round."
                    : $"BROKEN: {row.What} is below {row.Least:F1} in every round.";
            }

            foreach (var objection in objections.Distinct(StringComparer.Ordinal))
            {
                yield return $"INVALID: {objection}.";
            }

            yield return Code switch
            {
                ExitCode.Passed => "MEASURED: every limit that is named above holds.",
                ExitCode.Invalid =>
                    "Next: quote none of these figures; close what else runs on this machine, use a Release build, and try again.",
                ExitCode.NotProven => "Next: install what is missing; else more rounds (--only generators --rounds 9).",
                _ => "Next: bench engine --only closed measures it for longer.",
            };
        }
    }
}
