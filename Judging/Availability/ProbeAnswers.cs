using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Availability;

/// <summary>
/// What replicas said of themselves, beside what was being done to them. What they say while a store is away is judged with its outages.
/// </summary>
internal sealed class ProbeAnswers
{
    /// <summary>Longer than any answer of a probe may take.</summary>
    public static readonly long Hanging = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(3));

    // Its own second, and what the client measures beyond it on a machine that has other things to do.
    private static readonly long AnswerLimit = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1.5));

    // From the request for a stop until the process has heard of it.
    private static readonly long Heard = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));

    // One that fails may have met a moment of the machine that nothing shows.
    private static readonly long Again = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));

    private readonly RunRecord _run;
    private readonly Stalls _stalls;
    private readonly FaultWindows _windows;
    private readonly Dictionary<string, RealisedFault> _stops = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ready = new(StringComparer.Ordinal);

    public ProbeAnswers(RunRecord run)
    {
        (_run, _stalls, _windows) = (run, run.Stalls, run.Windows);
        foreach (var stop in run.Faults.Confirmed.Where(HearsOfItsStop))
        {
            _stops.TryAdd(stop.Generation, stop);
        }

        foreach (var index in run.History.Find(
            attempt => attempt is { Kind: OperationKind.ReadReadiness, Outcome: Outcome.Ok, Client: >= 0 }))
        {
            _ready.TryAdd(Answerer(run.History.Attempts[index]), index);
        }
    }

    /// <summary>Answers to whether it is ready of a replica whose stop had been asked for.</summary>
    public List<int> WhileStopping => _run.History.Find(
        attempt => attempt is { Kind: OperationKind.ReadReadiness, Client: >= 0, Status: > 0 } && Stop(attempt) is not null);

    /// <summary>Probes of which it would be wrong not to be answered in time.</summary>
    public List<int> Timed => _stalls.NoTimes is null
        ? _run.History.Find(attempt => IsProbe(attempt) && !IsExcused(attempt with { End = attempt.Start + Hanging }))
        : [];

    /// <summary>Refusals of a replica that stopped, after another one.</summary>
    public List<int> RefusedAgain => [.. Refusals().SelectMany(refusals => refusals
        .Where(index => _run.History.Attempts[index].Start > _run.History.Attempts[refusals[0]].End))];

    public static bool IsProbe(Attempt attempt) =>
        attempt is { Kind: OperationKind.ReadLiveness or OperationKind.ReadReadiness, Client: >= 0, End: not Attempt.Open };

    public IEnumerable<Violation> Broken() => [.. NotAlive(), .. NotInTime(), .. ReadyWhileStopping(), .. ReadyInVain()];

    private IEnumerable<Violation> NotAlive() => _run.History
        .Find(attempt => attempt is { Kind: OperationKind.ReadLiveness, Client: >= 0, Status: > 0, Outcome: not Outcome.Ok })
        .Select(index => new Violation(
            $"{Instance(index)} said that it was not alive, with status {_run.History.Attempts[index].Status}", [index]));

    private IEnumerable<Violation> NotInTime() => _stalls.NoTimes is not null ? [] : _run.History
        .Find(attempt => IsProbe(attempt) && (attempt.Status == 0 || Took(attempt) > AnswerLimit) && !IsExcused(attempt))
        .Select(index => new Violation(
            $"{Instance(index)} did not say within 1 s whether it was"
                + (_run.History.Attempts[index].Kind == OperationKind.ReadLiveness ? " alive" : " ready"),
            [index]));

    private IEnumerable<Violation> ReadyWhileStopping()
    {
        var refused = Refusals().ToDictionary(
            refusals => Answerer(_run.History.Attempts[refusals[0]]), refusals => refusals[0], StringComparer.Ordinal);
        foreach (var index in WhileStopping.Where(index => _run.History.Attempts[index].Outcome == Outcome.Ok))
        {
            var attempt = _run.History.Attempts[index];
            if (refused.TryGetValue(Answerer(attempt), out var before) && _run.History.Attempts[before].End < attempt.Start)
            {
                yield return new Violation($"{Instance(index)} said that it was ready again while it was stopping", [before, index]);
            }
            else if (_stalls.NoTimes is null && Stop(attempt) is { } stop
                && attempt.Start - _stalls.Within(stop.AskedAt, attempt.Start) > stop.AskedAt + Heard)
            {
                yield return new Violation($"{Instance(index)} said that it was ready although it was stopping", [index]);
            }
        }
    }

    private IEnumerable<Violation> ReadyInVain() => OnceReady(attempt => attempt is { Status: >= 500, Outcome: not Outcome.Ok })
        .Select(pair => new Violation(
            $"{Instance(pair.First)} had said that it was ready, and answered with status {_run.History.Attempts[pair.First].Status}, and"
                + " again later",
            [ReadyBefore(_run.History.Attempts[pair.First]), pair.First, pair.Second]));

    /// <summary>A copy of the attempts in which a replica that had said that it was ready fails twice; null where none was asked.</summary>
    public Attempt[]? FailedOnceReady(Func<Attempt, Attempt> fail) =>
        OnceReady(attempt => attempt.Outcome == Outcome.Ok && !_stalls.Excuses(fail(attempt))).Select(pair => ((int, int)?)pair)
            .FirstOrDefault() is { } pair
            ? Recurrence.Both(_run.History, pair, fail)
            : null;

    /// <summary>By replica, two requests to it that fit, a while apart, after it had said that it was ready.</summary>
    private IEnumerable<(int First, int Second)> OnceReady(Func<Attempt, bool> fits) => _run.History
        .Find(attempt => attempt.Client >= 0 && !IsProbe(attempt) && fits(attempt)
            && ReadyBefore(attempt) >= 0 && !_stalls.Excuses(attempt))
        .GroupBy(index => Answerer(_run.History.Attempts[index]), StringComparer.Ordinal)
        .Select(answered => Recurrence.Of(_run.History, [.. answered], Again))
        .OfType<(int First, int Second)>();

    private bool HearsOfItsStop(RealisedFault stop) =>
        (stop.IsGracefulStop || (stop.IsReplica && stop.Kind == FaultKinds.Terminate))
        && !_windows.Any(
            stop.AskedAt, stop.At, other => other.Fault.Id != stop.Fault.Id && other.Fault.Instance == stop.Fault.Instance);

    /// <summary>By replica that stopped, its refusals.</summary>
    private IEnumerable<List<int>> Refusals() => WhileStopping
        .Where(index => _run.History.Attempts[index].Outcome != Outcome.Ok)
        .GroupBy(index => Answerer(_run.History.Attempts[index]), StringComparer.Ordinal)
        .Select(refusals => refusals.ToList());

    /// <summary>The stop that its answerer was in; null for none.</summary>
    private RealisedFault? Stop(in Attempt attempt) =>
        _stops.TryGetValue(Answerer(attempt), out var stop) && stop.AskedAt < attempt.Start ? stop : null;

    /// <summary>
    /// When its answerer had said that it was ready; -1 where it had not, or where anything is being done that excuses a failure. The fault
    /// that this process came after is over for it.
    /// </summary>
    private int ReadyBefore(Attempt attempt) =>
        _ready.TryGetValue(Answerer(attempt), out var ready) && _run.History.Attempts[ready].End < attempt.Start
        && !_windows.Any(attempt.Start - UndisturbedRequests.Settling, attempt.End, fault => fault.NewGeneration != Answerer(attempt))
            ? ready
            : -1;

    /// <summary>Something was being done to the replica, or the machine had no time for it. A store excuses no probe.</summary>
    private bool IsExcused(Attempt attempt)
    {
        var instance = GenerationName.Instance(Asked(attempt));
        return _windows.Any(attempt.Start - UndisturbedRequests.Settling, attempt.End, fault => fault.Fault.Instance == instance)
            || _stalls.Excuses(attempt);
    }

    private long Took(in Attempt attempt) => attempt.End - attempt.Start - _stalls.Within(attempt.Start, attempt.End);

    private string Instance(int index) => GenerationName.Instance(Answerer(_run.History.Attempts[index]));

    private string Answerer(in Attempt attempt) => attempt.Replica != 0 ? _run.History.Text(attempt.Replica) : Asked(attempt);

    private string Asked(in Attempt attempt) => _run.History.Text(attempt.Target);
}
