using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;

namespace AspireStateless.Judging.StoresDown;

/// <summary>
/// Replicas that ended by themselves during the traffic: they ran, nobody had told them to stop, and no fault that ends a process was on
/// them.
/// </summary>
internal static class OwnEnds
{
    private const string Replicas = "api";

    /// <returns>What was told of it last, and of its end.</returns>
    public static IEnumerable<(RunEvent Last, RunEvent End)> Of(RunRecord run)
    {
        return During(run).GroupBy(line => line.Instance, StringComparer.Ordinal)
            .SelectMany(states => states.Zip(states.Skip(1)))
            .Where(change => change.First.State == InstanceStates.Running && InstanceStates.HaveEnded.Contains(change.Second.State)
                && !run.Windows.Any(change.Second.At, change.Second.At, fault => Ends(fault, change.Second)));
    }

    /// <summary>A copy of the record in which one did; null where none was seen to run.</summary>
    public static RunRecord? Broken(RunRecord run)
    {
        var runs = During(run).LastOrDefault(line => line.State == InstanceStates.Running
            && !run.Windows.Any(line.At, line.At, fault => Ends(fault, line)));
        if (runs is null)
        {
            return null;
        }

        var events = run.Faults.Events.ToList();
        events.Insert(events.IndexOf(runs) + 1, runs with { State = InstanceStates.Finished });
        return run with { Faults = run.Faults with { Events = events } };
    }

    private static IEnumerable<RunEvent> During(RunRecord run) => run.Faults.Events
        .TakeWhile(line => line.Type != RunEventType.TrafficEnded)
        .Where(line => line is { Type: RunEventType.State, Resource: Replicas });

    // Scaling out ends with the stop of what it started.
    private static bool Ends(RealisedFault fault, RunEvent end) =>
        fault.Fault.Instance == end.Instance && (FaultTraits.EndsProcess(fault.Kind) || fault.Kind == FaultKinds.ScaleOut);
}
