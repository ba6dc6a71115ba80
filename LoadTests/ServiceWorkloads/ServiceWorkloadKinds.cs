using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>The workloads of a file: one for each promise, at its place.</summary>
internal static class ServiceWorkloadKinds
{
    private const int BurstSize = 16;

    public static IReadOnlyList<WorkloadKind> Of(WorkloadFile file) =>
    [
        .. file.Promises.Select(promise => new WorkloadKind(
            promise.Name, (seed, _) => new ServiceMix(promise, seed), run => Create(promise, run))
        {
            Burst = promise.Shape.YieldsTokens ? null : new(ServiceKinds.Of(promise.Definition.Place, ServiceVerb.Write), BurstSize),
        }),
    ];

    private static IWorkload Create(FilePromise promise, WorkloadContext run) => promise.Shape switch
    {
        { YieldsTokens: false } => new ServiceWorkload(promise, run),
        { Kind: Judging.Promises.PromiseKind.Token } => new TokenWorkload(promise, run),
        _ => new ExpiringWorkload(promise, run),
    };
}
