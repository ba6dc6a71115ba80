using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Durability;

/// <summary>
/// Judges the promise on durability: by settings read from the live stores, and by whether visits and orders acknowledged
/// before a kill of a store are there after it.
/// </summary>
internal sealed class DurabilityPromise : PromiseChecker
{
    private const string Redis = "redis";
    private const string Postgres = "postgres";

    public override string Name => "Durability";

    public override string Statement => "what was acknowledged survives SIGKILL of any process, and a loss of power";

    public override bool Concerns(RunRecord run) => run.Faults.Confirmed.Any(IsStoreKill);

    public override PromiseReport Judge(RunRecord run)
    {
        long[] kills = [.. run.Faults.Confirmed.Where(IsStoreKill).Select(fault => fault.At)];
        var orders = new LostOrders(run.History);
        IReadOnlyList<Violation> violations =
        [
            .. Kills(run, Redis).SelectMany(kill => LostWrites.At(run.History, kill)),
            .. Kills(run, Postgres).SelectMany(orders.At),
        ];
        var settings = run.Faults.Durability;
        return Report(violations, Count(run, kills)) with
        {
            Note = settings is { SurvivesPowerLoss: true } && kills.Length > 0
                ? null
                : (settings?.Text ?? "the stores' settings were not read") + (kills.Length == 0 ? "; no kill of a store in this run" : ""),
        };
    }

    /// <summary>
    /// For the last kill of each store: the counts that were read after it become smaller than what was acknowledged before it, and an
    /// order that was acknowledged before it leaves the list of all orders.
    /// </summary>
    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        if (Kills(run, Redis) is { Length: > 0 } kills && ReadBack(run.History, kills.Max()) > 0)
        {
            yield return new("all that was counted before redis was killed is gone", run.With([.. run.History.Attempts.Select(attempt =>
                attempt is { Kind: OperationKind.ReadVisits, Outcome: Outcome.Ok } && attempt.Start > kills.Max()
                    ? attempt with { Value = 0 } : attempt)]));
        }

        if (new LostOrders(run.History).Safe(LastKill(run, Postgres)) is { Count: > 0 } safe)
        {
            var (subject, order) = safe[random.Next(safe.Count)];
            yield return new("an order that was acknowledged before postgres was killed is gone", run.With(
                [.. run.History.Attempts.Where(line =>
                line.Kind != OperationKind.ListedOrder || (line.Subject, line.Version) != (subject, order))]));
        }
    }

    private static bool IsStoreKill(RealisedFault fault) => fault is { Fault.Resource: not "api", IsKill: true };

    private static long[] Kills(RunRecord run, string store) =>
        [.. run.Faults.Confirmed.Where(fault => IsStoreKill(fault) && fault.Fault.Resource == store).Select(fault => fault.At)];

    private static long LastKill(RunRecord run, string store) => Kills(run, store).DefaultIfEmpty(long.MinValue).Max();

    private IReadOnlyList<EvidenceCount> Count(RunRecord run, long[] kills)
    {
        EvidenceCount[] counts =
        [
            new(Evidence.DurableStores, run.Faults.Durability?.Durable ?? 0, run.Faults.Durability?.Stores ?? 1),
            Count(run, Evidence.StoreKills, kills.Length),
            Count(run, Evidence.ReadBackAfterStoreKill, ReadBack(run.History, LastKill(run, Redis))),
            Count(run, Evidence.OrdersReadBack, new LostOrders(run.History).ReadBack(LastKill(run, Postgres))),
        ];
        return [.. counts.Where(count => count.Needed > 0 || count.Count > 0)];
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
