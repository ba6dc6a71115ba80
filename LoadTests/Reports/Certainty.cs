using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports;

/// <summary>How sure a verdict is: what it rests on, in one or two sentences.</summary>
internal static class Certainty
{
    public static string Of(RecordedRun run, IReadOnlyList<PromiseResult> promises, IReadOnlyList<FaultResult> faults, SelfTest selfTest)
    {
        var claimed = promises.Count(promise => promise.Claimed);
        var tested = promises.Count(
            promise => promise.Claimed && promise.Evidence.Count > 0 && promise.Evidence.All(count => count.Count >= count.Needed));
        var record = run.History.Damaged > 0 ? $", of which {run.History.Damaged} records are damaged"
            : run.Record.Cut is not null || run.History.Unclosed ? ", cut short before its end"
            : run.CanBeWhole ? "" : ", of which nobody can know whether they are all (the record has no end)";
        var text =
            $"It rests on {run.History.Attempts.Length} recorded requests{record}: {tested} of {claimed} promises that this scenario sets"
                + $" out"
            + $" to prove were put to the test often enough, and {selfTest.Injected - selfTest.Missed.Count} of {selfTest.Injected}"
            + $" violations"
            + " injected into copies of this very record were found.";
        var refused = run.Faults.Events.Count(line => line.Type == RunEventType.Refused);
        return faults.Count == 0
            ? $"{text} Nothing was done to the system."
            : $"{text} {faults.Count(fault => fault.Confirmed)} of {faults.Count} faults have evidence of their effect and of their cure."
                + (refused > 0 ? $" {refused} more were refused, and not done." : "")
                + (run.Scenario.Faults.NeedsLinks && !run.Plan.Faults.Any(fault => FaultTraits.IsOfLink(fault.Kind))
                    ? " The links to the stores were not disturbed." : "");
    }
}
