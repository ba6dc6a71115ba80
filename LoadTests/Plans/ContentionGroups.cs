using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Plans;

/// <summary>
/// Requests about one product that a slow link lets overlap: readers behind the link ask between two writes of others, and the last writer
/// looks again when they are done. What a reader did with an old answer shows only in this order, and independent arrivals seldom come in
/// it.
/// </summary>
internal static class ContentionGroups
{
    private const int Readers = 2;
    private const int Looks = 3;

    // Seven ways and the next one of the same product: all products in turn fill that time.
    private const double WaysApart = 1.25;
    private static readonly long LeastApart = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(100));

    /// <param name="firstClient">The first of the clients that read and write products.</param>
    public static IEnumerable<PlannedOperation> Of(IReadOnlyList<PlannedFault> faults, ulong seed, int replicas, int firstClient)
    {
        var random = RandomStream.Of(seed, "tangles");
        foreach (var fault in faults.Where(fault => fault.Kind == FaultKinds.Latency && replicas > 1))
        {
            var settings = fault.Settings!;
            var slow = settings.Replica ?? 0;
            var way = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds((settings.Ms ?? 0) + ((settings.JitterMs ?? 0) / 2.0)));
            var apart = Math.Max(LeastApart, (long)(way * WaysApart));
            short product = 0;
            for (var at = fault.At + way; at < fault.At + fault.Lasts; at += apart)
            {
                foreach (var operation in One(at, way, fault.Resource == "redis" ? 2 : 1, product, slow, replicas, random))
                {
                    yield return operation with { Client = firstClient + operation.Client };
                }

                product = (short)((product + 1) % CatalogMix.Products);
            }
        }
    }

    /// <param name="before">How many ways lie between the beginning of a read and the moment when it reads Postgres.</param>
    private static IEnumerable<PlannedOperation> One(
        long at, long way, int before, short product, int slow, int replicas, RandomStream random)
    {
        var writer = random.Next(CatalogMix.ClientCount);
        yield return Make(at, OperationKind.WriteProduct, writer, Another());
        for (var i = 0; i < Readers; i++)
        {
            yield return Make(Later(0, 1), OperationKind.ReadProduct, random.Next(CatalogMix.ClientCount), slow);
        }

        yield return Make(Later(before, before + 2), OperationKind.WriteProduct, writer, Another());
        for (var i = 0; i < Looks; i++)
        {
            yield return Make(Later(5, 7), OperationKind.ReadProduct, writer, aim: -1);
        }

        long Later(int least, int most) => at + (long)(way * (least + (random.NextDouble() * (most - least))));

        int Another() => (slow + 1 + random.Next(replicas - 1)) % replicas;

        PlannedOperation Make(long due, OperationKind kind, int client, int aim) =>
            new(due, (byte)WorkloadCatalog.All.IndexOf("catalog"), client, kind, product, Choice: 0, Delivery.None, (sbyte)aim);
    }
}
