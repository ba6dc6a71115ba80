using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>
/// Judges the promise on durability: by settings read from the live stores, and by whether visits acknowledged before a kill of
/// the store are seen after it.
/// </summary>
internal sealed class DurabilityPromise : IPromiseChecker
{
    public string Name => "Durability";

    public string Statement => "what was acknowledged survives SIGKILL of any process, and a loss of power";

    public bool Concerns(RunRecord run) => run.Faults.Confirmed.Any(IsStoreKill);

    public PromiseReport Judge(RunRecord run)
    {
        long[] kills = [.. run.Faults.Confirmed.Where(IsStoreKill).Select(fault => fault.At)];
        IReadOnlyList<Violation> violations = [.. kills.SelectMany(kill => LostWrites.At(run.History, kill))];
        var settings = run.Faults.Durability;
        return new PromiseReport
        {
            Name = Name,
            Statement = Statement,
            Verdict = violations.Count > 0 ? Verdict.Invalid : Verdict.Valid,
            Violations = violations,
            Evidence = Count(run, kills),
            Note = settings is { SurvivesPowerLoss: true } && kills.Length > 0
                ? null
                : $"Redis: {settings?.ToString() ?? "settings not read"}" + (kills.Length == 0 ? "; no kill of it in this run" : ""),
        };
    }

    /// <summary>For each kill: the counts that were read after it become smaller than what was acknowledged before it.</summary>
    public IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        foreach (var fault in run.Faults.Confirmed.Where(IsStoreKill))
        {
            long kill = fault.At;
            Attempt[] lost = [.. run.History.Attempts.Select(attempt =>
                attempt is { Kind: OperationKind.ReadVisits, Outcome: Outcome.Ok } && attempt.Start > kill ? attempt with { Value = 0 } : attempt)];
            if (LostWrites.At(run.History, kill).Any() || ReadBack(run.History, kill) > 0)
            {
                yield return new SyntheticViolation($"all that was counted before {fault.Fault.Resource} was killed is gone", run.With(lost));
            }
        }
    }

    private static bool IsStoreKill(RealisedFault fault) => fault is { IsReplica: false, IsKill: true };

    private IReadOnlyList<EvidenceCount> Count(RunRecord run, long[] kills)
    {
        EvidenceCount[] counts =
        [
            new(Evidence.DurableStores, run.Faults.Durability is { SurvivesPowerLoss: true } ? 1 : 0, 1),
            Of(Evidence.StoreKills, kills.Length),
            Of(Evidence.ReadBackAfterStoreKill, kills.Length > 0 ? ReadBack(run.History, kills.Max()) : 0),
        ];
        return [.. counts.Where(count => count.Needed > 0 || count.Count > 0)];
        EvidenceCount Of(Evidence kind, long count) => new(kind, count, run.Scenario.Needed(Name, kind));
    }

    private static long ReadBack(History history, long kill)
    {
        var readAfter = history.Attempts
            .Where(attempt => attempt is { Kind: OperationKind.ReadVisits, Outcome: Outcome.Ok } && attempt.Start > kill)
            .Select(attempt => attempt.Subject)
            .ToHashSet();
        return history.Attempts.Count(attempt =>
            attempt is { Kind: OperationKind.Visit, Outcome: Outcome.Ok } && attempt.End < kill && readAfter.Contains(attempt.Subject));
    }
}
