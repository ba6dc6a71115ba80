using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>How much has to be seen of a promise of a workload file: shares of what a scenario plans for it, so that a weak run proves
/// nothing.</summary>
internal static class ServiceMinimums
{
    private const double Hops = 0.2;
    private const double ConcurrentWrites = 0.005;
    private const double Reads = 0.01;
    private const double ReadsAfterDeath = 0.01;
    private const double UsesAfterEnd = 0.03;
    private const double Repeated = 0.01;
    private const double UnitsSold = 0.1;
    private const double SoldOut = 0.02;

    /// <param name="operations">That the scenario plans for it.</param>
    public static IEnumerable<(Evidence Kind, long Count)> Of(FilePromise promise, double operations, string scenario)
    {
        var reads = promise.Request(ServiceVerb.Read) is not null;
        yield return (Evidence.Hops, Share(Hops));
        if (promise is { Scope: not PromiseScope.Client, Shape.YieldsTokens: false })
        {
            yield return (Evidence.ConcurrentWrites, Share(ConcurrentWrites));
        }

        if (reads)
        {
            yield return (Evidence.Reads, Share(Reads));
        }

        if (scenario == "store-outage")
        {
            yield return (Evidence.Outages, 3);
        }

        if (scenario is "chaos" or "rolling-restart")
        {
            yield return (Evidence.ReplicasLost, 3);
        }

        if (scenario == "chaos")
        {
            yield return (Evidence.ReplicasKilled, 2);
            if (reads && !promise.Shape.YieldsTokens)
            {
                yield return (Evidence.ReadsAfterDeath, Share(ReadsAfterDeath));
            }
        }

        if (promise.Definition.Kind == PromiseKind.Once)
        {
            yield return (Evidence.Duplicates, Share(Repeated));
        }

        if (promise.Definition.Kind == PromiseKind.Token && promise.Request(ServiceVerb.Remove) is not null)
        {
            yield return (Evidence.UsesAfterEnd, Share(UsesAfterEnd));
        }

        if (promise.Definition.Kind == PromiseKind.Expires)
        {
            yield return (Evidence.MustBeAlive, 10);
            yield return (Evidence.MustBeDead, 10);
        }

        if (promise.Definition.Kind == PromiseKind.Units)
        {
            yield return (Evidence.UnitsSold, Share(UnitsSold));
            yield return (Evidence.SoldOut, Share(SoldOut));
        }

        long Share(double share) => Math.Max(5, (long)(share * operations));
    }
}
