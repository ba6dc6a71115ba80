using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>The same number of visits in flight, spread over more and more replicas of one AppHost; all of them run all the time.</summary>
internal static class ReplicaRows
{
    public static IReadOnlyList<int> Counts { get; } = [1, 2, 4];

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        var visit = CountedRequests.Named("POST /visits/{page}");
        await using var host = await BenchHost.StartAsync("replicas", Counts.Max(), BenchHost.Durable, cancellationToken);
        var rates = await ServiceRounds.RunAsync(
            [.. Counts.Select(count => new ServiceLoad(visit, [.. host.Replicas.Take(count)], host.Users))], size, cancellationToken);
        var rows = Counts.Skip(1).Select((count, i) => BenchRow.Ratio($"{count} replicas", rates[i + 1], rates[0]));
        return [new($"{visit.Name} over several replicas, against one", [BenchRow.Base("1 replica", rates[0]), .. rows])];
    }
}
