using AspireStateless.Judging;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.LoadTests.Reports;

/// <summary>The line under a verdict that says what to do next.</summary>
internal static class Advice
{
    public const string AfterInvalid =
        "Next: look at apphost.log and faults.jsonl in the run folder, mend the environment, and run it again.";

    public static string After(Judgement judgement) => judgement.ExitCode switch
    {
        ExitCode.Passed => "",
        ExitCode.Failed =>
            "Next: read the operations above, then summary.md in the run folder; 'check <run folder>' judges the same record again.",
        ExitCode.NotProven => AfterNotProven(judgement.Unproven?.Missing?.Kind),
        _ => AfterInvalid,
    };

    private static string AfterNotProven(Evidence? missing) =>
        missing == Evidence.DurableStores
            ? "Next: run Redis with its default, Redis:Append=always; a process kill alone cannot show what a loss of power does."
        : missing == Evidence.GenerationsGone || missing == Evidence.FinalReads || missing == Evidence.Resolved
            ? "Next: the run did not reach its end; run it again, and look at apphost.log if it stops there once more."
        : "Next: give it the scenario's own --duration, --rate and at least 3 replicas; a run with too little evidence is no pass.";
}
