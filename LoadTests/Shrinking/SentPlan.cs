using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Shrinking;

/// <summary>
/// What a run came to of its plan. A run that ended early failed without the rest, so its replays need not have it.
/// </summary>
internal static class SentPlan
{
    public static Plan Of(RecordedRun run)
    {
        var plan = run.Plan;
        long[] dues = [.. run.History.Attempts.Where(attempt => attempt is { Client: >= 0, Due: > 0 }).Select(attempt => attempt.Due)];
        if (dues.Length == 0 || plan.Operations.Length == 0)
        {
            return plan;
        }

        // The first operation is always sent, so it tells when the traffic began.
        var begun = Begun(run.Faults);
        var last = dues.Max() - dues.Min() + plan.Operations[0].Due;
        return plan with
        {
            Duration = last >= plan.Operations[^1].Due ? plan.Duration : TimeSpan.FromSeconds(Math.Ceiling(last / 1e9)),
            Faults = [.. plan.Faults.Where((_, index) => begun.Contains(index))],
            Operations = [.. plan.Operations.Where(operation => operation.Due <= last)],
        };
    }

    private static HashSet<int> Begun(FaultRecord faults) =>
        [.. faults.Faults.Select(fault => fault.Fault).Concat(faults.Failed).Select(line => line.Planned).OfType<int>()];
}
