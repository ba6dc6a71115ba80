using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Jobs;

/// <summary>
/// Ticks that did not come: a tick is due a period after the last one, and whoever led when a replica was lost is followed by another as
/// soon as the lease ends. What faults and the machine took of the time does not count.
/// </summary>
internal sealed class MissingTicks
{
    // Until whoever leads has looked again.
    private static readonly long Look = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.5));

    // For a look at the lease, the tick itself, and a machine that has other things to do.
    private static readonly long Slack = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(3));

    // No machine is so slow that a job waits so many times longer than it may.
    private const int AtAnySpeed = 10;

    private readonly RunRecord _run;
    private readonly long _lease;

    /// <summary>What does not count; a time that a fault and the machine both took counts once.</summary>
    private readonly Stretches _hindered;

    private MissingTicks(RunRecord run)
    {
        _run = run;
        _lease = MonotonicClock.Nanoseconds(run.Faults.Options.JobLease);
        Limit = LimitOf(run.Faults.Options) * (run.Stalls.NoTimes is null ? 1 : AtAnySpeed);
        _hindered = run.Stalls.Stretches.And(run.Faults.Faults.Where(fault => FaultTraits.Excuses(fault.Kind)).Select(Hindered));
    }

    private long Limit { get; }

    /// <summary>How long the job may be without a tick when nothing keeps it from one, nanoseconds.</summary>
    public static long LimitOf(ServiceOptions service) =>
        MonotonicClock.Nanoseconds(service.JobPeriod + service.JobLease) + Slack;

    /// <returns>The first tick that did not come; nothing where the service does not tell how often it ticks.</returns>
    public static IEnumerable<Violation> Of(RunRecord run) => Judged(run)?.Broken().Take(1) ?? [];

    /// <summary>A copy of the record in which the job stopped for good early on; null where it had no time to show.</summary>
    public static RunRecord? Broken(RunRecord run)
    {
        var lists = Lists(run);
        if (Judged(run) is not { } judged || lists.Count < 2)
        {
            return null;
        }

        var (first, last) = (run.History.Attempts[lists[0]], run.History.Attempts[lists[^1]]);
        return judged.Unhindered(first.End, last.Start) <= judged.Limit ? null : run.With(
        [
            .. run.History.Attempts.Where(attempt => attempt.Kind != OperationKind.ReadTick || attempt.Value <= Shown(first))
                .Select(attempt => !IsList(attempt) ? attempt : attempt with
                {
                    Argument = Math.Min(attempt.Argument, Shown(first)),
                    Value = Math.Max(0, Shown(first) - attempt.Argument),
                }),
        ]);
    }

    private static MissingTicks? Judged(RunRecord run) =>
        run.Faults.Options.JobPeriod <= TimeSpan.Zero || run.Faults.Failed.Any(failed => failed.Id is null) ? null : new(run);

    private IEnumerable<Violation> Broken()
    {
        var since = -1;
        foreach (var index in Lists(_run))
        {
            var list = _run.History.Attempts[index];
            if (since < 0 || Shown(list) > Shown(_run.History.Attempts[since]))
            {
                since = index;
            }
            else if (Unhindered(_run.History.Attempts[since].End, list.Start) is var waited && waited > Limit)
            {
                yield return new Violation(
                    $"visits job: tick {Shown(list) + 1} had not come after {waited / 1e9:F1} s in which nothing kept the job from it",
                    [since, index]);
            }
        }
    }

    private static List<int> Lists(RunRecord run) => run.History.Find(IsList);

    private static bool IsList(Attempt attempt) => attempt is { Kind: OperationKind.ListTicks, Outcome: Outcome.Ok, Client: >= 0 };

    /// <summary>The last tick there was: the list begins after the one in its argument, and has no gap.</summary>
    private static long Shown(in Attempt list) => list.Argument + list.Value;

    private long Unhindered(long from, long to) => to - from - _hindered.Within(from, to);

    /// <summary>
    /// When a fault may keep the job from a tick. A leader that is gone or stands still is followed when its lease ends; one that only
    /// lost a store, or is slow, may keep the lease until it has what it needs, and goes on then.
    /// </summary>
    private (long From, long To) Hindered(RealisedFault fault)
    {
        var isFollowed = fault.Fault.Resource == "api" && fault.Kind != FaultKinds.Starve;
        var over = isFollowed ? fault.At + _lease : fault.Recovered?.At ?? fault.Cure?.At ?? Attempt.Open - Look;
        return (fault.AskedAt, over + Look);
    }
}
