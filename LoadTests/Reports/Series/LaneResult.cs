using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>The lives of one instance, as the AppHost told them.</summary>
internal sealed record LaneResult(string Resource, string Instance, IReadOnlyList<LaneSpan> Spans)
{
    private const string Harness = "load-tests";

    /// <returns>Replicas first, then stores, each by name.</returns>
    public static IReadOnlyList<LaneResult> Of(RecordedRun run, RunClock clock)
    {
        var answered = Answered(run.History);
        return [.. run.Faults.Events
            .Where(line => line is { Type: RunEventType.State, Instance: not null, Resource: not null and not Harness })
            .GroupBy(line => (line.Resource, line.Instance))
            .OrderBy(lane => FaultTraits.IsOfStore(lane.Key.Resource!) ? 1 : 0)
            .ThenBy(lane => lane.Key.Instance, StringComparer.Ordinal)
            .Select(lane => new LaneResult(lane.Key.Resource!, lane.Key.Instance!, SpansOf([.. lane], answered, clock)))];
    }

    private static List<LaneSpan> SpansOf(RunEvent[] states, Dictionary<string, int> answered, RunClock clock)
    {
        var spans = new List<LaneSpan>();
        var generations = new HashSet<string>(StringComparer.Ordinal);
        RunEvent[] changes =
            [.. states.Where((state, i) => i == 0 || (state.State, state.Pid) != (states[i - 1].State, states[i - 1].Pid))];
        foreach (var (i, state) in changes.Index())
        {
            if (state.Pid is not null)
            {
                generations.Add(state.Generation);
            }

            spans.Add(new LaneSpan(
                clock.Ms(state.At),
                clock.Ms(i + 1 < changes.Length ? changes[i + 1].At : clock.End),
                state.State ?? "",
                generations.Count,
                state.Pid,
                state.Pid is null ? 0 : answered.GetValueOrDefault(state.Generation)));
        }

        return spans;
    }

    private static Dictionary<string, int> Answered(History history) => history.Attempts
        .Where(attempt => attempt.Replica != 0)
        .CountBy(attempt => attempt.Replica)
        .GroupBy(count => history.Text(count.Key), StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.Sum(count => count.Value), StringComparer.Ordinal);
}

/// <summary>A stretch of time in which an instance was in one state.</summary>
/// <param name="Generation">Counts its processes, from 1; 0 before the first.</param>
/// <param name="Answered">Requests that this process answered in its whole life.</param>
internal sealed record LaneSpan(double FromMs, double ToMs, string State, int Generation, int? Pid, int Answered);
