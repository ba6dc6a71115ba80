using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.StoresDown;

/// <summary>Judges what is answered while a store is away, and after it is back.</summary>
internal sealed class StoresDownPromise : PromiseChecker
{
    private static readonly long AnswerLimit = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));

    // The client measures from before the first byte to after the last, on a machine that has other things to do.
    private static readonly long SeenLate = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.5));

    // Longer than a moment of the machine, and short enough for two in an outage.
    private static readonly long Again = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.3));

    public override string Name => "Stores down";

    public override string Statement =>
        "while a store is away what needs it answers 503 in less than 1 s and the rest works; full service within 3 s of its return;"
        + " no replica ends by it, nor by a record that nobody can read";

    public override bool RestsOnFaults => true;

    public override bool Concerns(RunRecord run) => StoreOutages.Of(run).Concat(StoreOutages.Shrugged(run)).Any();

    public override PromiseReport Judge(RunRecord run)
    {
        var outages = new StoreOutages(run, AnswerLimit + SeenLate);
        var stalls = run.Stalls;
        IReadOnlyList<Violation> violations =
        [
            .. outages.During.Select(seen => Wrong(run.History.Attempts[seen.Index], seen.Needed, seen.Outage, stalls) is { } rule
                ? new Violation(rule, [seen.Index])
                : null).OfType<Violation>(),
            .. RefusedInVain(run, outages, attempt => attempt).Select(pair => new Violation(
                $"requests that do not need the store that was away were answered with status {run.History.Attempts[pair.First].Status}"
                    + " by one replica, again and again",
                [pair.First, pair.Second])),
            .. outages.Afterwards().Where(
                index => IsUnavailable(run.History.Attempts[index]) && !stalls.Excuses(run.History.Attempts[index])).Take(1)
                .Select(index => new Violation(
                    $"status {run.History.Attempts[index].Status} although nothing was being done that excuses it, nor had been for 3 s",
                    [index])),
            .. StoreOutages.NeverOver(run).Select(failed => new Violation(
                $"the service was not back after {failed.Kind} of {failed.Resource}, which was undone: {failed.Note}", [],
                [.. run.Faults.Events.Where(line => line.Id == failed.Id)])),
            .. OwnEnds.Of(run).Select(own => new Violation(
                $"{own.End.Instance} ended, and nothing was being done that ends it", [], own.Last, own.End)),
        ];
        // Where failures are excused because the run says nothing about times, answers prove nothing.
        var isExcused = stalls.NoTimes is not null
            && outages.During.Any(seen => !seen.Needed && IsUnavailable(run.History.Attempts[seen.Index]));
        var refused = outages.During.Count(seen => seen.Needed && IsUnavailable(run.History.Attempts[seen.Index]));
        var served = outages.During.Count(seen => !seen.Needed && run.History.Attempts[seen.Index].Outcome == Outcome.Ok);
        var report = Report(
            violations,
            Count(run, Evidence.Outages, outages.All.Count),
            Count(run, Evidence.RequestsDuringOutage, refused),
            Count(run, Evidence.ServedDuringOutage, isExcused ? 0 : served));
        return report with { NoTimes = stalls.NoTimes };
    }

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var outages = new StoreOutages(run, AnswerLimit + SeenLate);
        var stalls = run.Stalls;
        return
        [
            .. Spoiled(
                "a request that hung while a store was away",
                Found(seen => seen.Needed && run.History.Attempts[seen.Index].Kind != OperationKind.ReadReadiness
                    && !stalls.Excuses(run.History.Attempts[seen.Index])),
                attempt => attempt with { Outcome = Outcome.Unknown, Status = 0 }),
            .. Spoiled(
                "a request that was answered without the store that it needs",
                Found(seen => seen.Needed && StoreOutages.IsWithout(run.History.Attempts[seen.Index], seen.Outage)),
                attempt => attempt with { Outcome = Outcome.Ok, Status = 200 }),
            .. RefusedInVain(run, outages, Refused).Take(1).Select(pair => new SyntheticViolation(
                "requests that were refused for a store that they do not need", run.With(Recurrence.Both(run.History, pair, Refused)))),
            .. Spoiled(
                "a service that did not come back",
                [.. outages.Afterwards().Where(index => !stalls.Excuses(Refused(run.History.Attempts[index]))).Take(1)],
                Refused),
            .. OwnEnds.Broken(run) is { } ended ? [new SyntheticViolation("a replica that ended by itself", ended)]
                : Array.Empty<SyntheticViolation>(),
        ];

        IReadOnlyList<int> Found(Func<(int Index, bool Needed, RealisedFault Outage), bool> fits) =>
            [.. outages.During.Where(fits).Select(seen => seen.Index)];

        IEnumerable<SyntheticViolation> Spoiled(string name, IReadOnlyList<int> some, Func<Attempt, Attempt> change) =>
            Spoil(name, run, random, some, change, (_, _) => true);
    }

    private static Attempt Refused(Attempt attempt) => attempt with { Outcome = Outcome.Failed, Status = 503 };

    /// <returns>The rule that an attempt breaks which met an outage; null for none.</returns>
    private static string? Wrong(in Attempt attempt, bool needed, RealisedFault outage, Stalls stalls)
    {
        if (attempt.Kind == OperationKind.ReadReadiness)
        {
            // How long it may take to say so is the prober's business.
            return attempt.Outcome == Outcome.Ok && StoreOutages.IsWithout(attempt, outage)
                ? $"a replica said that it was ready while {outage.Fault.Resource} was away"
                : null;
        }

        var stood = stalls.Within(attempt.Start, attempt.End);
        var took = attempt.End - attempt.Start - stood;
        return took > AnswerLimit + SeenLate && stalls.NoTimes is null
            ? $"a request took {took / 1e9:F2} s while {outage.Fault.Resource} was away"
            : attempt.Status == 0 ? (!stalls.Excuses(attempt) ? $"a request was not answered while {outage.Fault.Resource} was away" : null)
            : needed && attempt.Status is >= 500 and not 503
                ? $"a request was answered with status {attempt.Status} while {outage.Fault.Resource} was away"
            : needed && attempt.Outcome == Outcome.Ok && StoreOutages.IsWithout(attempt, outage)
                ? $"a request that needs {outage.Fault.Resource} was answered while it was away"
            : null;
    }

    /// <summary>By outage and replica, two requests that did not need the store and were refused, a while apart.</summary>
    /// <param name="answered">How a request was answered, or might have been.</param>
    private static IEnumerable<(int First, int Second)> RefusedInVain(
        RunRecord run, StoreOutages outages, Func<Attempt, Attempt> answered) => outages.During
        .Where(seen => !seen.Needed && run.History.Attempts[seen.Index].Kind != OperationKind.ReadReadiness
            && answered(run.History.Attempts[seen.Index]) is var attempt && IsUnavailable(attempt) && !run.Stalls.Excuses(attempt))
        .GroupBy(seen => (seen.Outage.Fault.Id, run.History.Attempts[seen.Index].Target))
        .Select(refused => Recurrence.Of(run.History, [.. refused.Select(seen => seen.Index)], Again))
        .OfType<(int First, int Second)>();

    private static bool IsUnavailable(in Attempt attempt) => attempt.Status >= 500 && attempt.Outcome != Outcome.Ok;
}
