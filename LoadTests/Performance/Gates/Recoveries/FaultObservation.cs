using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Performance.Gates.Recoveries;

/// <summary>What one fault of a plan did to one build.</summary>
/// <param name="Planned">Its place in the plan: the same fault has the same on both sides.</param>
/// <param name="RecoveryMs">From the end of the cure until its target served as before; null where it did not.</param>
/// <param name="Due">Operations of the plan that were due in the <see cref="Window"/> after it was asked for.</param>
/// <param name="Failed">Those of them that were not sent, failed or got no answer that decides, retries included.</param>
internal sealed record FaultObservation(int Planned, string Kind, string Resource, double? RecoveryMs, int Due, int Failed)
{
    /// <summary>
    /// The same for every fault, however long it takes to recover from it: a longer outage must not have more requests to be counted by.
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    /// <summary>What was done, and to what.</summary>
    public string Name => $"{Kind} of {(Resource == "api" ? "a replica" : Resource)}";

    public double FailedShare => Due == 0 ? 0 : (double)Failed / Due;

    /// <summary>Those faults of a run that took effect and were cured.</summary>
    public static IReadOnlyList<FaultObservation> Of(RecordedRun run)
    {
        var clock = new RunClock(run);
        var operations = ClientOperation.Of(run.History);
        return [.. run.Faults.Confirmed.Where(fault => fault.Fault.Planned is not null).OrderBy(fault => fault.Fault.Planned)
            .Select(Observed)];

        FaultObservation Observed(RealisedFault fault)
        {
            var until = Math.Min(fault.AskedAt + MonotonicClock.Nanoseconds(Window), clock.TrafficEnd);
            bool IsMet(long due) => due >= fault.AskedAt && due < until;
            var due = run.Plan.Operations.Count(operation => IsMet(clock.Origin + operation.Due));
            var achieved = operations.Count(
                operation => operation.Fate is OperationFate.Ok or OperationFate.Refused && IsMet(operation.Due));
            return new FaultObservation(
                fault.Fault.Planned!.Value, fault.Kind, fault.Fault.Resource ?? "", fault.RecoveryMs, due, Math.Max(0, due - achieved));
        }
    }
}
