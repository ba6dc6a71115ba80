using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Runs;

namespace AspireStateless.LoadTests.Shrinking;

/// <summary>A stored run that failed, and what is needed to do it again.</summary>
/// <param name="Plan">As much of it as was carried out.</param>
/// <param name="Promise">The promise that its record shows broken, the first where there are several.</param>
/// <param name="Options">What it was started with; replays have an AppHost of their own.</param>
internal sealed record FailedRun(Plan Plan, string Promise, RunOptions Options)
{
    /// <exception cref="BadInputException">There is no such run, or it did not fail.</exception>
    public static FailedRun Read(string folder)
    {
        var record = RecordedRun.Load(folder);
        var broken = Judge.Of(record.Record).Promises.FirstOrDefault(promise => promise.Verdict == Verdict.Invalid)
            ?? throw new BadInputException(
                $"{folder} shows no broken promise: there is nothing to shrink.", "Name the folder of a run that failed.");
        var command = RunEventLog.Read(Path.Combine(folder, "faults.jsonl"))
            .FirstOrDefault(line => line.Type == RunEventType.Began)?.Note ?? "";
        var options = RunRequest.Read(command) with { Attach = false, AttachTo = null };
        RunRequest.RequireTarget(options);
        return new FailedRun(Sent(record), broken.Name, options);
    }

    /// <summary>The run's own command, with another plan.</summary>
    public RunOptions With(StoredPlan plan) => Options with { Stored = plan, Replicas = plan.Plan.Replicas };

    /// <summary>
    /// What a run came to of its plan. A run that ended early failed without the rest, so its replays need not have it.
    /// </summary>
    private static Plan Sent(RecordedRun run)
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
