using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Promises;

/// <summary>Counts the observations of a run that could have shown a promise on some kinds of operation broken.</summary>
/// <param name="promise">Its name.</param>
/// <param name="writes">Kinds that change state.</param>
/// <param name="reads">Kinds that show it.</param>
internal sealed class OperationEvidence(RunRecord run, string promise, OperationKind[] writes, OperationKind[] reads)
{
    private readonly Attempt[] _attempts = run.History.Attempts;

    /// <summary>What the scenario needs of a kind of evidence beside what was seen.</summary>
    public EvidenceCount Of(Evidence kind, long count) => new(kind, count, run.Minimums.Needed(promise, kind));

    /// <summary>What can be counted for every promise that is about operations; what nobody needs and nobody saw is left out.</summary>
    public IReadOnlyList<EvidenceCount> Count(params IEnumerable<EvidenceCount> more)
    {
        var (duplicates, retries) = Repeats();
        string[] writers = [.. Writers()];
        EvidenceCount[] counts =
        [
            Of(Evidence.Operations, _attempts.Count(attempt => IsOk(attempt) && (IsWrite(attempt) || IsRead(attempt)))),
            Of(Evidence.Hops, Hops()),
            Of(Evidence.ConcurrentWrites, ConcurrentWrites()),
            Of(Evidence.Duplicates, duplicates),
            Of(Evidence.Retries, retries),
            Of(Evidence.ReplicasLost, run.Faults.Confirmed.Count(fault => fault.IsReplica)),
            Of(Evidence.ReplicasKilled, run.Faults.Confirmed.Count(fault => fault is { IsReplica: true, IsKill: true })),
            Of(Evidence.ReadsAfterDeath, ReadsAfterDeath()),
            Of(Evidence.InFlightAtKill, InFlightAtKill()),
            new(Evidence.GenerationsGone, writers.Count(run.Faults.Gone.Contains), run.ReplacesWriters ? writers.Length : 0),
            Of(Evidence.FinalReads, FinalReads()),
        ];
        EvidenceCount[] asked =
        [
            Of(Evidence.Reads, _attempts.Count(attempt => IsOk(attempt) && IsRead(attempt))),
            Of(Evidence.Outages, run.Faults.Confirmed.Count(fault => !fault.IsReplica && FaultTraits.TakesStoreAway(fault.Kind))),
        ];
        return [.. counts.Concat(more).Where(count => count.Needed > 0 || count.Count > 0), .. asked.Where(count => count.Needed > 0)];
    }

    /// <summary>Final reads: subjects times replicas that were asked about them after the last writer was gone.</summary>
    private long FinalReads() => _attempts
        .Where(attempt => IsRead(attempt) && IsOk(attempt) && attempt.Client == Attempt.Harness)
        .Select(attempt => (attempt.Subject, attempt.Replica))
        .Distinct()
        .LongCount();

    /// <summary>The generations that took a write: that acknowledged one, or were sent one that they may still hold.</summary>
    private IEnumerable<string> Writers() => _attempts
        .Where(attempt => IsWrite(attempt) && attempt.Outcome != Outcome.Failed)
        .Select(attempt => run.History.Text(attempt.Target))
        .Distinct();

    private static bool IsOk(in Attempt attempt) => attempt.Outcome == Outcome.Ok;

    private bool IsWrite(in Attempt attempt) => Array.IndexOf(writes, attempt.Kind) >= 0;

    private bool IsRead(in Attempt attempt) => Array.IndexOf(reads, attempt.Kind) >= 0;

    private long Hops()
    {
        var last = new Dictionary<int, int>();
        long hops = 0;
        foreach (ref readonly var attempt in _attempts.AsSpan())
        {
            if (attempt is { Client: >= 0, Outcome: Outcome.Ok, Replica: > 0 } && (IsWrite(attempt) || IsRead(attempt)))
            {
                hops += last.TryGetValue(attempt.Client, out var before) && before != attempt.Replica ? 1 : 0;
                last[attempt.Client] = attempt.Replica;
            }
        }

        return hops;
    }

    /// <summary>Acknowledged writes that began while another one of the same subject was under way.</summary>
    private long ConcurrentWrites()
    {
        var until = new Dictionary<int, long>();
        long concurrent = 0;
        foreach (ref readonly var attempt in _attempts.AsSpan())
        {
            if (IsWrite(attempt) && IsOk(attempt))
            {
                var busy = until.GetValueOrDefault(attempt.Subject);
                concurrent += attempt.Start < busy ? 1 : 0;
                until[attempt.Subject] = Math.Max(busy, attempt.End);
            }
        }

        return concurrent;
    }

    private (long Duplicates, long Retries) Repeats()
    {
        var earlier = new Dictionary<(int, long), (long AcknowledgedAt, bool Unknown)>();
        long duplicates = 0, retries = 0;
        foreach (ref readonly var attempt in _attempts.AsSpan())
        {
            if (attempt.Key == 0 || !IsWrite(attempt) || attempt.Outcome == Outcome.Failed)
            {
                continue;
            }

            var (acknowledgedAt, unknown) = earlier.GetValueOrDefault((attempt.Subject, attempt.Key), (Attempt.Open, false));
            var answered = IsOk(attempt);
            duplicates += answered && acknowledgedAt < attempt.Start ? 1 : 0;
            retries += answered && unknown && acknowledgedAt == Attempt.Open ? 1 : 0;
            earlier[(attempt.Subject, attempt.Key)] =
                (answered ? Math.Min(acknowledgedAt, attempt.End) : acknowledgedAt, unknown || !answered);
        }

        return (duplicates, retries);
    }

    private long ReadsAfterDeath()
    {
        var deaths = run.Faults.Deaths;

        // Per subject, the earliest death of a generation that had acknowledged a write of it.
        var firstDeath = new Dictionary<int, long>();
        foreach (ref readonly var attempt in _attempts.AsSpan())
        {
            if (IsWrite(attempt) && IsOk(attempt)
                && deaths.TryGetValue(run.History.Text(attempt.Replica), out var at) && attempt.End < at)
            {
                firstDeath[attempt.Subject] = Math.Min(at, firstDeath.GetValueOrDefault(attempt.Subject, long.MaxValue));
            }
        }

        return _attempts.Count(attempt =>
            IsRead(attempt) && IsOk(attempt) && firstDeath.TryGetValue(attempt.Subject, out var at) && attempt.Start > at);
    }

    private long InFlightAtKill()
    {
        var kills = run.Faults.Confirmed.Where(fault => fault.IsKill).ToList();
        return _attempts.Count(attempt =>
            IsWrite(attempt) && attempt is { Outcome: Outcome.Unknown, Status: not Attempt.HungUp } && kills.Exists(kill =>
            attempt.Start < kill.At && kill.AskedAt < attempt.End
            && (!kill.IsReplica || run.History.Text(attempt.Target) == kill.Generation)));
    }
}
