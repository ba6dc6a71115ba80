using AspireStateless.LoadTests.Gates;

namespace AspireStateless.LoadTests.Reports;

/// <summary>The line under a verdict that says what to do next.</summary>
internal static class Advice
{
    public static string After(ExitCode code) => code switch
    {
        ExitCode.Passed => "",
        ExitCode.Failed => "Next: read the operations above, then summary.md in the run folder; 'check <run folder>' judges the same record again.",
        ExitCode.NotProven => "Next: run it longer or at its own --duration and --rate; a run with too little evidence is no pass.",
        ExitCode.Invalid => "Next: look at apphost.log and faults.jsonl in the run folder, mend the environment, and run it again.",
        _ => "Next: see --help.",
    };
}
