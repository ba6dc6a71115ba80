using AspireStateless.Judging.Availability;
using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Catalog;
using AspireStateless.Judging.Contracts;
using AspireStateless.Judging.Durability;
using AspireStateless.Judging.Existence;
using AspireStateless.Judging.Expiry;
using AspireStateless.Judging.Jobs;
using AspireStateless.Judging.Orders;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Services;
using AspireStateless.Judging.Sessions;
using AspireStateless.Judging.Stop;
using AspireStateless.Judging.StoresDown;
using AspireStateless.Judging.Throttles;
using AspireStateless.Judging.Tokens;
using AspireStateless.Judging.Verdicts;
using AspireStateless.Judging.Visits;

namespace AspireStateless.Judging;

/// <summary>Judges a run from its record alone, so that a stored run can be judged again.</summary>
internal static class Judge
{
    private static readonly PromiseChecker[] OfTheApi =
    [
        new VisitsPromise(),
        new SessionsPromise(),
        new ExpiryPromise(),
        new TokensPromise(),
        new CartsPromise(),
        new CatalogPromise(),
        new OrdersPromise(),
        new JobsPromise(),
        new DurabilityPromise(),
        new StopPromise(),
        new StoresDownPromise(),
        new AvailabilityPromise(),
        new ExistencePromise(),
        new ContractPromise(),
        new ThrottlesPromise(),
    ];

    public static Judgement Of(RunRecord run)
    {
        var concerned = Checkers(run).Where(checker => checker.Concerns(run) || IsClaimed(run, checker)).ToList();
        var promises = concerned.Select(checker => checker.JudgeSafely(run) with { Claimed = IsClaimed(run, checker) }).ToList();
        var selfTest = run.History.Damaged > 0 ? new SelfTest(0, []) : SelfTest.Run(concerned, run);
        return new Judgement
        {
            Promises = promises,
            SelfTest = selfTest,
            Invalid = [.. Objections(run, promises, selfTest)],
        };
    }

    /// <summary>The first promise that the record so far shows broken; null while none is. For looking at a run that goes on.</summary>
    /// <param name="faultsKnown">
    /// Whether every fault that the attempts may have met is in the record. Without it, nobody is blamed for a failure that only a fault
    /// excuses: it may not have been recorded yet.
    /// </param>
    public static PromiseReport? Broken(RunRecord run, bool faultsKnown) => Checkers(run)
        .Where(checker => (faultsKnown || !checker.RestsOnFaults) && checker.Concerns(run))
        .Select(checker => checker.JudgeSafely(run))
        .FirstOrDefault(promise => promise.Verdict == Verdict.Invalid);

    private static IEnumerable<PromiseChecker> Checkers(RunRecord run) =>
        run.Own.Count == 0 ? OfTheApi : run.Own.Select(ServicePromise.Of);

    private static bool IsClaimed(RunRecord run, PromiseChecker checker) => run.Minimums.ContainsKey(checker.Name);

    private static IEnumerable<string> Objections(RunRecord run, IReadOnlyList<PromiseReport> promises, SelfTest selfTest)
    {
        if (run.History.Damaged > 0)
        {
            yield return $"{run.History.Damaged} records of history.bin are damaged";
        }

        if (run.Cut is { } cut)
        {
            yield return cut;
        }

        if (run.Faults.Aborted is { } aborted)
        {
            yield return aborted;
        }

        foreach (var missed in selfTest.Missed)
        {
            yield return $"the checker missed a violation injected into a copy of the history: {missed}";
        }

        if (run.RestsOnTimes && promises.FirstOrDefault(
            promise => promise is { Claimed: true, Proven: false, NoTimes: not null }) is { } untimed)
        {
            yield return $"{untimed.Name} is about times, and {untimed.NoTimes}";
        }

        foreach (var failed in run.Faults.Failed)
        {
            yield return $"{failed.Kind} of {failed.Instance ?? failed.Resource}: {failed.Note}";
        }

        foreach (var fault in run.Faults.Faults.Where(fault => !fault.IsConfirmed))
        {
            yield return $"{fault.Kind} of {fault.Fault.Instance}: no evidence that it took effect and was cured";
        }
    }
}
