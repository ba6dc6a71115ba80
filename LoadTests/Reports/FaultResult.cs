using AspireStateless.LoadTests.Checkers;
using AspireStateless.LoadTests.Faults;

namespace AspireStateless.LoadTests.Reports;

/// <summary>One fault as it really happened.</summary>
/// <param name="AtMs">Its effect, from the start of the history.</param>
/// <param name="Confirmed">Whether there is evidence of its effect and of its cure.</param>
/// <param name="RecoveredAfterMs">From the end of the cure until it served as before: a replica itself, of a store all replicas; null where it did not.</param>
internal sealed record FaultResult(string Kind, string Target, double AtMs, bool Confirmed, double? RecoveredAfterMs, string Evidence)
{
    private const double NanosecondsPerMillisecond = 1e6;

    public static IReadOnlyList<FaultResult> Of(RunRecord run) =>
        [.. run.Faults.Faults.OrderBy(fault => fault.At).Select(fault => Of(fault, run.History.StartedAt))];

    private static FaultResult Of(RealisedFault fault, long start) => new(
        fault.Kind,
        fault.Fault.Instance ?? "",
        Math.Round((fault.At - start) / NanosecondsPerMillisecond, 1),
        fault.IsConfirmed,
        fault.RecoveryMs,
        fault.Description);
}
