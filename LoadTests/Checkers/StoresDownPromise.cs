using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Judges what is answered while a store is away, and after it is back.</summary>
internal sealed class StoresDownPromise : IPromiseChecker
{
    private const string Redis = "redis";
    private const string Postgres = "postgres";
    private static readonly long AnswerLimit = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));
    private static readonly long ReturnLimit = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(3));

    // The client measures from before the first byte to after the last, on a machine that has other things to do.
    private static readonly long SeenLate = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.5));

    private static readonly OperationKind[] WithoutPostgres =
    [
        OperationKind.Visit, OperationKind.ReadVisits, OperationKind.Knock, OperationKind.ReadSession, OperationKind.WriteSession,
        OperationKind.LogOut, OperationKind.ReadCart, OperationKind.ChangeCart,
    ];

    private static readonly OperationKind[] WithoutRedis = [OperationKind.ReadProduct];

    public string Name => "Stores down";

    public string Statement =>
        "while a store is away what needs it answers 503 in less than 1 s and the rest works; full service within 3 s of its return";

    public bool Concerns(RunRecord run) => Outages(run).Any();

    public PromiseReport Judge(RunRecord run)
    {
        var during = During(run).ToList();
        IReadOnlyList<Violation> violations =
        [
            .. during.SelectMany(seen => Unanswered(run.History, seen.Index, seen.Needed)),
            .. Elsewhen(run).Where(index => IsUnavailable(run.History.Attempts[index])).Take(1).Select(index => new Violation(
                $"status {run.History.Attempts[index].Status} although nothing was being done to the system, nor had been for 3 s", [index])),
        ];
        EvidenceCount Of(Evidence kind, long count) => new(kind, count, run.Scenario.Promises.Needed(Name, kind));
        return new PromiseReport
        {
            Name = Name,
            Statement = Statement,
            Verdict = violations.Count > 0 ? Verdict.Invalid : Verdict.Valid,
            Violations = violations,
            Evidence =
            [
                Of(Evidence.Outages, Outages(run).Count()),
                Of(Evidence.RequestsDuringOutage, during.Count(seen => seen.Needed)),
                Of(Evidence.ServedDuringOutage, during.Count(seen => !seen.Needed && run.History.Attempts[seen.Index].Outcome == Outcome.Ok)),
            ],
        };
    }

    public IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var during = During(run).ToList();
        if (during.Find(seen => seen.Needed) is { } hung && during.Exists(seen => seen.Needed))
        {
            yield return new("a request that hung while a store was away", Change(run, hung.Index, attempt => attempt with
            {
                Outcome = Outcome.Unknown,
                Status = 0,
            }));
        }

        int later = Elsewhen(run).FirstOrDefault(-1);
        if (later >= 0)
        {
            yield return new("a service that did not come back", Change(run, later, attempt => attempt with { Outcome = Outcome.Failed, Status = 503 }));
        }
    }

    private static RunRecord Change(RunRecord run, int index, Func<Attempt, Attempt> change)
    {
        var copy = (Attempt[])run.History.Attempts.Clone();
        copy[index] = change(copy[index]);
        return run.With(copy);
    }

    private static IEnumerable<RealisedFault> Outages(RunRecord run) => run.Faults.Confirmed.Where(IsOutage);

    /// <summary>A store that is away for everybody; a single link, or a single connection, is not.</summary>
    private static bool IsOutage(RealisedFault fault) => fault.Fault.Resource is Redis or Postgres
        && fault.Kind is FaultKinds.Kill or FaultKinds.Terminate or FaultKinds.ShutdownFast or FaultKinds.ShutdownImmediate or FaultKinds.Pause;

    /// <summary>Requests that lay wholly in an outage, or should have, to replicas to which nothing else was done.</summary>
    private static IEnumerable<(int Index, bool Needed)> During(RunRecord run)
    {
        var windows = new FaultWindows(run);
        foreach (var outage in Outages(run))
        {
            long until = outage.LastedUntil;
            var without = outage.Fault.Resource == Postgres ? WithoutPostgres : WithoutRedis;
            for (int i = 0; i < run.History.Attempts.Length; i++)
            {
                var attempt = run.History.Attempts[i];
                long end = Math.Min(attempt.End, attempt.Start + AnswerLimit + SeenLate);
                if (attempt.Client >= 0 && attempt.Status != Attempt.HungUp && outage.At < attempt.Start && end < until
                    && !windows.Any(attempt.Start, attempt.End, fault => fault.Fault.Id != outage.Fault.Id))
                {
                    yield return (i, Array.IndexOf(without, attempt.Kind) < 0);
                }
            }
        }
    }

    private static IEnumerable<Violation> Unanswered(History history, int index, bool needed)
    {
        var attempt = history.Attempts[index];
        double seconds = (attempt.End - attempt.Start) / 1e9;
        if (attempt.End - attempt.Start > AnswerLimit + SeenLate)
        {
            yield return new Violation($"a request took {seconds:F2} s while a store was away", [index]);
        }
        else if (attempt.Status == 0)
        {
            yield return new Violation("a request was not answered while a store was away", [index]);
        }
        else if (needed && attempt.Status is >= 500 and not 503)
        {
            yield return new Violation($"a request was answered with status {attempt.Status} while a store was away", [index]);
        }
        else if (!needed && IsUnavailable(attempt))
        {
            yield return new Violation($"a request that does not need the store that was away was answered with status {attempt.Status}", [index]);
        }
    }

    /// <summary>Requests sent when nothing was being done to anything, and the last outage was long enough ago.</summary>
    private static IEnumerable<int> Elsewhen(RunRecord run)
    {
        var windows = new FaultWindows(run);
        long[] returns = [.. Outages(run).Select(outage => outage.Cure?.At ?? Attempt.Open)];
        for (int i = 0; i < run.History.Attempts.Length; i++)
        {
            var attempt = run.History.Attempts[i];
            if (attempt.Client >= 0 && attempt.Status > 0 && returns.Any(back => back + ReturnLimit < attempt.Start)
                && !windows.Any(attempt.Start - ReturnLimit, attempt.End, _ => true))
            {
                yield return i;
            }
        }
    }

    private static bool IsUnavailable(in Attempt attempt) => attempt.Status >= 500 && attempt.Outcome != Outcome.Ok;
}
