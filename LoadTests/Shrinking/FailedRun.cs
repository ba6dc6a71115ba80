using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Runs;

namespace AspireStateless.LoadTests.Shrinking;

/// <summary>A stored run that failed, and what is needed to do it again.</summary>
/// <param name="Folder">Its run folder.</param>
/// <param name="Plan">As much of it as was carried out.</param>
/// <param name="Promise">The promise that its record shows broken, the first where there are several.</param>
/// <param name="Options">What it was started with; replays have an AppHost of their own.</param>
internal sealed record FailedRun(string Folder, Plan Plan, string Promise, RunOptions Options)
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
        return new FailedRun(folder, SentPlan.Of(record), broken.Name, RunRequest.Read(command) with { Attach = false, AttachTo = null });
    }

    /// <summary>The run's own command, with another plan.</summary>
    public RunOptions With(StoredPlan plan) => Options with { Stored = plan, Replicas = plan.Plan.Replicas };
}
