using AspireStateless.Control;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Jobs;

/// <summary>Judges the recurring job by the effects of its ticks.</summary>
internal sealed class JobsPromise : OperationPromise
{
    public override string Name => "Jobs";

    public override string Statement =>
        "the ticks of the recurring job are 1, 2, … without a gap and go on, each takes effect once, and a former leader cannot write";

    public override bool RestsOnFaults => true;

    protected override OperationKind[] Writes => [];

    protected override OperationKind[] Reads => [OperationKind.ListTicks, OperationKind.ReadTick];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        run = Only(run, attempt => attempt.Kind is OperationKind.ReadTick or OperationKind.ListTicks);
        var ticks = run.History.Find(attempt => attempt.Kind == OperationKind.ReadTick);
        var last = ticks.Count == 0 ? 0 : ticks.Max(index => run.History.Attempts[index].Value);
        var middle = ticks.FindLastIndex(index => run.History.Attempts[index].Value == last - 1);
        if (middle < 0 || last < 3)
        {
            yield break;
        }

        var tick = ticks[middle];
        yield return new("a tick that is gone", run.With([.. run.History.Attempts.Where(attempt =>
            attempt.Kind != OperationKind.ReadTick || attempt.Value != last - 1)]));
        var replaced = run.History.Attempts[tick].Version - 1;
        yield return new("a tick by a leader that had been replaced", run.With([.. run.History.Attempts.Select(attempt =>
            attempt.Kind == OperationKind.ReadTick && attempt.Value == last ? attempt with { Version = replaced } : attempt)]));
        yield return new("a tick that took effect twice", run.With([.. run.History.Attempts, run.History.Attempts[tick]]));
        yield return new("a tick with an older count", run.With([.. run.History.Attempts.Select(attempt =>
            attempt.Kind == OperationKind.ReadTick && attempt.Value == last ? attempt with { Extra = -1 } : attempt)]));
        if (MissingTicks.Broken(run) is { } stopped)
        {
            yield return new("a job that stopped for good", stopped);
        }
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var history = run.History;
        var ticks = run.History.Find(attempt => attempt.Kind == OperationKind.ReadTick);
        var answers = new Dictionary<long, int>();
        TickReading[] readings = [.. ticks.Select(index =>
        {
            var attempt = history.Attempts[index];
            answers.TryAdd(attempt.Key, index);
            return new TickReading(attempt.Value, attempt.Version, [attempt.Extra], answers[attempt.Key]);
        })];
        var first = history.Attempts.Where(attempt => attempt.Kind == OperationKind.ListTicks).Select(attempt => attempt.Argument)
            .DefaultIfEmpty().Min() + 1;
        var broken = TickSequence.Check(readings, first);
        return
        [
            .. broken is null ? [] : new[] { Describe("visits job", broken) },
            .. Contents(history, ticks),
            .. NotListed(history, ticks),
            .. TooMany(run, ticks),
            .. MissingTicks.Of(run),
        ];
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        // Who wrote them, as seen from outside: an answer of an older build does not say.
        var writers = run.History.Find(attempt => attempt.Kind == OperationKind.ReadTick)
            .Select(index => run.History.Attempts[index])
            .GroupBy(tick => tick.Value, tick => tick.Actor)
            .OrderBy(tick => tick.Key)
            .Select(tick => tick.Max())
            .ToList();
        yield return count.Of(Verdicts.Evidence.Ticks, writers.Count);
        yield return count.Of(
            Verdicts.Evidence.Leaders, writers.Zip(writers.Skip(1)).Count(change => change.First != change.Second && change.Second != 0));
    }

    private static IEnumerable<Violation> Contents(History history, List<int> ticks)
    {
        var first = new Dictionary<long, int>();
        foreach (var index in ticks)
        {
            var attempt = history.Attempts[index];
            if (!first.TryAdd(attempt.Value, index) && history.Attempts[first[attempt.Value]].Detail != attempt.Detail)
            {
                yield return new Violation($"visits job: tick {attempt.Value} was read with two contents", [first[attempt.Value], index]);
            }
        }
    }

    /// <summary>A tick that was read is in the list that is asked for in the end, which goes on to the last.</summary>
    private static IEnumerable<Violation> NotListed(History history, List<int> ticks)
    {
        var asked = Array.FindIndex(history.Attempts, attempt => attempt is { Kind: OperationKind.ListTicks, Client: Attempt.Harness });
        var isWhole = Array.Exists(
            history.Attempts, attempt =>
                attempt is { Kind: OperationKind.ListTicks, Client: Attempt.Harness, Outcome: Outcome.Ok, Value: 0 });
        if (!isWhole || ticks.Count == 0)
        {
            yield break;
        }

        var last = ticks.Where(index => index > asked).Select(index => history.Attempts[index].Value).DefaultIfEmpty().Max();
        var newest = ticks.MaxBy(index => history.Attempts[index].Value);
        if (history.Attempts[newest].Value > last)
        {
            yield return new Violation(
                $"visits job: tick {history.Attempts[newest].Value} was read, and in the end the last one was {last}", [newest]);
        }
    }

    /// <summary>Ticks are a period apart, so a stretch of time has room for so many: more were done by several replicas.</summary>
    private static IEnumerable<Violation> TooMany(RunRecord run, List<int> ticks)
    {
        var period = MonotonicClock.Nanoseconds(run.Faults.Options.JobPeriod);
        var lists = run.History.Find(attempt => attempt is { Kind: OperationKind.ListTicks, Outcome: Outcome.Ok });
        if (period == 0 || ticks.Count == 0 || lists.Count == 0)
        {
            yield break;
        }

        // The first answer shows which ticks there were by then; what is recorded later was written after that answer was asked for.
        var (from, to) = (run.History.Attempts[ticks[0]], run.History.Attempts[ticks[^1]]);
        var begun = run.History.Attempts[lists[0]].Start;
        var room = ((to.Start - begun) / period) + 1;
        var known = ticks.Where(index => run.History.Attempts[index].Key == from.Key).Max(index => run.History.Attempts[index].Value);
        var last = ticks.Max(index => run.History.Attempts[index].Value);
        if (last - known > room)
        {
            yield return new Violation(
                $"visits job: {last - known} ticks were done in a time that has room for {room}", [ticks[0], ticks[^1]]);
        }
    }
}
