using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Counts the observations of a run that could have shown the promise on visits broken.</summary>
internal static class VisitsEvidence
{
    public static IReadOnlyList<EvidenceCount> Count(RunRecord run, Resolution resolution)
    {
        var attempts = run.History.Attempts;
        var merged = OperationMerge.Of(attempts, OperationKind.Visit, OperationKind.ReadVisits).Operations;
        var accounting = Accounting.Of(merged, resolution);
        var (duplicates, retries) = Repeats(attempts);
        string[] writers = [.. Writers(run.History)];
        long Needed(Evidence kind) => run.Scenario.Needed.GetValueOrDefault(kind);
        EvidenceCount Of(Evidence kind, long count) => new(kind, count, Needed(kind));
        EvidenceCount[] counts =
        [
            Of(Evidence.Hops, Hops(attempts)),
            Of(Evidence.Duplicates, duplicates),
            Of(Evidence.Retries, retries),
            Of(Evidence.ReplicasLost, run.Faults.Confirmed.Count(fault => fault.IsReplica)),
            Of(Evidence.ReplicasKilled, run.Faults.Confirmed.Count(fault => fault is { IsReplica: true, IsKill: true })),
            Of(Evidence.ReadsAfterDeath, ReadsAfterDeath(run)),
            Of(Evidence.InFlightAtKill, InFlightAtKill(run)),
            new(Evidence.GenerationsGone, writers.Count(run.Faults.Gone.Contains), Math.Max(1, writers.Length)),
            new(Evidence.FinalReads, FinalReads(run), run.Plan.Pages.Count * run.Plan.Replicas),
            new(Evidence.Resolved, accounting.Attempted - accounting.Open, Math.Max(1, accounting.Attempted)),
        ];
        return [.. counts.Where(count => count.Needed > 0 || count.Count > 0)];
    }

    /// <summary>The generations that took a visit: that acknowledged one, or were sent one that they may still hold.</summary>
    public static IEnumerable<string> Writers(History history) => history.Attempts
        .Where(attempt => attempt.Kind == OperationKind.Visit && attempt.Outcome != Outcome.Failed)
        .Select(attempt => history.Text(attempt.Target))
        .Distinct();

    private static long Hops(Attempt[] attempts)
    {
        var last = new Dictionary<int, int>();
        long hops = 0;
        foreach (ref readonly var attempt in attempts.AsSpan())
        {
            if (attempt is { Client: >= 0, Outcome: Outcome.Ok, Replica: > 0 })
            {
                hops += last.TryGetValue(attempt.Client, out int before) && before != attempt.Replica ? 1 : 0;
                last[attempt.Client] = attempt.Replica;
            }
        }

        return hops;
    }

    private static (long Duplicates, long Retries) Repeats(Attempt[] attempts)
    {
        var earlier = new Dictionary<(int, long), (long AcknowledgedAt, bool Unknown)>();
        long duplicates = 0, retries = 0;
        foreach (ref readonly var attempt in attempts.AsSpan())
        {
            if (attempt.Kind != OperationKind.Visit || attempt.Outcome == Outcome.Failed)
            {
                continue;
            }

            var (acknowledgedAt, unknown) = earlier.GetValueOrDefault((attempt.Subject, attempt.Key), (Attempt.Open, false));
            bool answered = attempt.Outcome == Outcome.Ok;
            duplicates += answered && acknowledgedAt < attempt.Start ? 1 : 0;
            retries += answered && unknown && acknowledgedAt == Attempt.Open ? 1 : 0;
            earlier[(attempt.Subject, attempt.Key)] =
                (answered ? Math.Min(acknowledgedAt, attempt.End) : acknowledgedAt, unknown || !answered);
        }

        return (duplicates, retries);
    }

    private static long ReadsAfterDeath(RunRecord run)
    {
        var deaths = run.Faults.Confirmed.Where(fault => fault.IsReplica).ToDictionary(fault => fault.Generation, fault => fault.At);

        // Per page, the earliest death of a generation that had acknowledged a visit of it.
        var firstDeath = new Dictionary<int, long>();
        foreach (ref readonly var attempt in run.History.Attempts.AsSpan())
        {
            if (attempt is { Kind: OperationKind.Visit, Outcome: Outcome.Ok }
                && deaths.TryGetValue(run.History.Text(attempt.Replica), out long at) && attempt.End < at)
            {
                firstDeath[attempt.Subject] = Math.Min(at, firstDeath.GetValueOrDefault(attempt.Subject, long.MaxValue));
            }
        }

        return run.History.Attempts.Count(attempt =>
            attempt is { Kind: OperationKind.ReadVisits, Outcome: Outcome.Ok }
            && firstDeath.TryGetValue(attempt.Subject, out long at) && attempt.Start > at);
    }

    private static long InFlightAtKill(RunRecord run)
    {
        var kills = run.Faults.Confirmed.Where(fault => fault.IsKill).ToList();
        return run.History.Attempts.Count(attempt => attempt is { Kind: OperationKind.Visit, Outcome: Outcome.Unknown } && kills.Exists(kill =>
            attempt.Start < kill.At && kill.AskedAt < attempt.End
            && (!kill.IsReplica || run.History.Text(attempt.Target) == kill.Generation)));
    }

    private static int FinalReads(RunRecord run) =>
        FinalCount.FinalReads(run.History).Select(read => (read.Subject, read.Replica)).Distinct().Count();
}
