using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Stop;

/// <summary>Judges graceful stops: how long they take, and what becomes of the requests that meet one.</summary>
internal sealed class StopPromise : PromiseChecker
{
    private static readonly long Limit = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(5));

    // The end of a process is seen a little after it, and later on a busy machine.
    private static readonly long SeenLate = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.5));

    // A request sent at the very end of the drain window may find the door closed.
    private static readonly long WindowMargin = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(0.3));

    // The exit codes of what was ended by SIGKILL.
    private const int KilledProcess = -1;
    private const int KilledContainer = 137;
    private static readonly TimeSpan AssumedDrain = TimeSpan.FromSeconds(2);

    // Seen to run, a process takes this long to listen.
    private static readonly long Start = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));

    public override string Name => "Stop";

    public override string Statement =>
        "a graceful stop takes less than 5 s and fails no request on a new proxied connection, nor on a kept one within the drain window";

    public override bool RestsOnFaults => true;

    public override bool Concerns(RunRecord run) => Stops(run).Any();

    public override PromiseReport Judge(RunRecord run)
    {
        var (windows, stalls) = (run.Windows, run.Stalls);
        var met = Met(run);
        var elsewhere = FailuresElsewhere(run, met);
        var stopping = Stopping(run);
        // A failure beside those of others, or while the machine stood still, does not count; so neither does an answer then.
        met.RemoveAll(index => Meets(run.History.Attempts[index], elsewhere));
        var telling = met.Where(index => !stalls.Excuses(run.History.Attempts[index])).ToList();
        IReadOnlyList<Violation> violations =
        [
            .. Stops(run).Where(stop => !windows.Any(stop.AskedAt, stop.At, other => IsOf(other, stop)))
                .SelectMany(stop => TookTooLong(stop, stalls)),
            .. telling.Where(FailedByStop).Select(index => new Violation(
                $"{Answer(run.History.Attempts[index])} to a request that met nothing but a graceful stop", [index])),
        ];
        bool FailedByStop(int index) => run.History.Attempts[index] is var attempt
            && IsFailure(attempt) && (attempt.Replica == 0 || stopping.Contains(run.History.Text(attempt.Replica)));

        // Where failures are excused because the run says nothing about times, answers prove nothing.
        var answers = stalls.NoTimes is not null && met.Except(telling).Any(FailedByStop) ? 0 : telling.Count;
        var report = Report(
            violations, Count(run, Evidence.Stops, Stops(run).Count()), Count(run, Evidence.RequestsWhileStopping, answers));
        return report with { NoTimes = stalls.NoTimes };
    }

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var met = Met(run);
        var elsewhere = FailuresElsewhere(run, met);
        met.RemoveAll(index => Meets(run.History.Attempts[index], elsewhere) || run.Stalls.Excuses(run.History.Attempts[index]));
        return Spoil(
            "a request that a stop has failed",
            run,
            random,
            met,
            attempt => attempt with { Outcome = Outcome.Unknown, Status = 0, Replica = 0 },
            (_, _) => true);
    }

    private static IEnumerable<RealisedFault> Stops(RunRecord run) => run.Faults.Confirmed.Where(fault => fault.IsGracefulStop);

    private static HashSet<string> Stopping(RunRecord run) => Stops(run).Select(stop => stop.Generation).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether another fault concerned the same replica, as a pause that kept it from stopping.</summary>
    private static bool IsOf(RealisedFault other, RealisedFault stop) =>
        other.Fault.Id != stop.Fault.Id && other.Fault.Instance == stop.Fault.Instance && !other.IsGracefulStop;

    private static IEnumerable<Violation> TookTooLong(RealisedFault stop, Stalls stalls)
    {
        var took = stop.At - stop.AskedAt;
        var ofItsOwn = took - stalls.Within(stop.AskedAt, stop.At);
        if (ofItsOwn > Limit + SeenLate && stalls.NoTimes is null)
        {
            yield return new Violation($"{stop.Fault.Instance} took {ofItsOwn / 1e9:F1} s to stop", [], stop.Fault);
        }
        else if (stop.Evidence?.ExitCode is { } code and not 0 && !(took > Limit + SeenLate && code is KilledProcess or KilledContainer))
        {
            // What the host has killed, because it went on, ended late, and by nothing else.
            yield return new Violation($"{stop.Fault.Instance} was stopped and ended with exit code {code}", [], stop.Fault);
        }
    }

    /// <summary>
    /// Requests that met a graceful stop and nothing else: through the public endpoint while a replica was stopping, or sent to that
    /// replica within its drain window.
    /// </summary>
    private static List<int> Met(RunRecord run)
    {
        var stops = new Dictionary<string, RealisedFault>(StringComparer.Ordinal);
        foreach (var stop in Stops(run))
        {
            // Processes of containers have no names: of those that are called alike the first is taken.
            stops.TryAdd(stop.Generation, stop);
        }

        var starts = Starts(run);
        var drain = run.Faults.Options.Drain;
        var window = MonotonicClock.Nanoseconds(drain > TimeSpan.Zero ? drain : AssumedDrain) - WindowMargin;
        return run.History.Find(attempt =>
        {
            if (attempt is { Client: < 0 } or { Status: Attempt.HungUp } or { End: Attempt.Open })
            {
                return false;
            }

            var knocks = attempt.Kind == OperationKind.Knock && !Meets(attempt, starts)
                && stops.Values.Any(stop => stop.AskedAt < attempt.Start && attempt.Start < stop.At);
            var direct = stops.TryGetValue(run.History.Text(attempt.Target), out var own)
                && own.AskedAt < attempt.Start && attempt.Start < own.AskedAt + window;
            return (knocks || direct) && !run.Windows.Any(attempt.Start, attempt.End, fault => !fault.IsGracefulStop);
        });
    }

    /// <summary>
    /// When replicas were starting. Aspire's proxy gives connections to a process from its start on, and tries again, later and later,
    /// while it does not listen: a request through it may wait for that longer than its client does.
    /// </summary>
    private static List<(long Start, long End)> Starts(RunRecord run) =>
    [
        .. run.Faults.Faults.Where(fault => fault is { IsReplica: true, Cure.AskedAt: not null })
            .Select(fault => (fault.LastedUntil, (fault.Recovered?.At ?? fault.Cure!.At) + Start)),
    ];

    /// <summary>
    /// Requests that failed and had met no stop of their replica. Who fails beside one, as when the machine stands still and calls to the
    /// stores run out of time, was not failed by the stop.
    /// </summary>
    private static List<(long Start, long End)> FailuresElsewhere(RunRecord run, IEnumerable<int> met)
    {
        var stopped = met.ToHashSet();
        var askedAt = Stops(run).GroupBy(stop => stop.Generation, StringComparer.Ordinal)
            .ToDictionary(stop => stop.Key, stop => stop.Min(one => one.AskedAt), StringComparer.Ordinal);
        return [.. run.History.Attempts
            .Where((attempt, index) =>
                attempt is { Client: >= 0, Kind: not OperationKind.Knock } && !IsProbe(attempt) && IsFailure(attempt)
                && !stopped.Contains(index)
                && attempt.End < askedAt.GetValueOrDefault(run.History.Text(attempt.Target), Attempt.Open))
            .Select(attempt => (attempt.Start, attempt.End))];
    }

    private static bool Meets(Attempt attempt, List<(long Start, long End)> others) =>
        others.Exists(other => other.Start <= attempt.End && attempt.Start <= other.End);

    private static bool IsProbe(in Attempt attempt) => attempt.Kind is OperationKind.ReadReadiness or OperationKind.ReadLiveness;

    /// <summary>
    /// No answer, or one that says the server could not. What the contract refuses is no failure of a stop; and whoever stops has to say
    /// that it is not ready.
    /// </summary>
    private static bool IsFailure(in Attempt attempt) =>
        attempt.Outcome != Outcome.Ok && (attempt.Status == 0 || (attempt.Status >= 500 && !IsProbe(attempt)));

    private static string Answer(in Attempt attempt) => attempt.Status == 0 ? "No answer" : $"Status {attempt.Status}";
}
