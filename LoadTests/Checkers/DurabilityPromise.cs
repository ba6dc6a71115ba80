using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>
/// Judges the promise on durability: by settings read from the live stores, and by whether visits and orders acknowledged
/// before a kill of a store are there after it.
/// </summary>
internal sealed class DurabilityPromise : IPromiseChecker
{
    public string Name => "Durability";

    public string Statement => "what was acknowledged survives SIGKILL of any process, and a loss of power";

    public bool Concerns(RunRecord run) => run.Faults.Confirmed.Any(IsStoreKill);

    public PromiseReport Judge(RunRecord run)
    {
        long[] kills = [.. run.Faults.Confirmed.Where(IsStoreKill).Select(fault => fault.At)];
        var orders = new LostOrders(run.History);
        IReadOnlyList<Violation> violations =
        [
            .. kills.SelectMany(kill => LostWrites.At(run.History, kill)),
            .. run.Faults.Confirmed.Where(IsPostgresKill).SelectMany(fault => orders.At(fault.At)),
        ];
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
                : (settings?.ToString() ?? "the stores' settings were not read") + (kills.Length == 0 ? "; no kill of a store in this run" : ""),
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

    private static bool IsStoreKill(RealisedFault fault) => fault is { Fault.Resource: not "api", IsKill: true };

    private static bool IsPostgresKill(RealisedFault fault) => IsStoreKill(fault) && fault.Fault.Resource == "postgres";

    private IReadOnlyList<EvidenceCount> Count(RunRecord run, long[] kills)
    {
        EvidenceCount[] counts =
        [
            new(Evidence.DurableStores, run.Faults.Durability?.Durable ?? 0, run.Faults.Durability?.Stores ?? 1),
            Of(Evidence.StoreKills, kills.Length),
            Of(Evidence.ReadBackAfterStoreKill, kills.Length > 0 ? ReadBack(run.History, kills.Max()) : 0),
            Of(Evidence.OrdersReadBack, new LostOrders(run.History).ReadBack(LastPostgresKill(run))),
        ];
        return [.. counts.Where(count => count.Needed > 0 || count.Count > 0)];
        EvidenceCount Of(Evidence kind, long count) => new(kind, count, run.Scenario.Promises.Needed(Name, kind));
    }

    private static long LastPostgresKill(RunRecord run) =>
        run.Faults.Confirmed.Where(IsPostgresKill).Select(fault => fault.At).DefaultIfEmpty(long.MinValue).Max();

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
