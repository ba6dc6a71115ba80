using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>
/// What it costs that Redis syncs its log before it answers: the same writes on two sets of stores, which run side by side.
/// </summary>
internal static class AppendRows
{
    private const string EverySecond = "everysec";

    public static IReadOnlyList<CountedRequest> Requests { get; } =
        [CountedRequests.Named("POST /visits/{page}"), CountedRequests.Named("PUT /cart/items/{sku}")];

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var relaxed = await BenchHost.StartAsync(EverySecond, replicas: 1, EverySecond, cancellationToken);
        await using var durable = await BenchHost.StartAsync(BenchHost.Durable, replicas: 1, BenchHost.Durable, cancellationToken);
        var rates = await ServiceRounds.RunAsync(
            [.. Requests.SelectMany(request => relaxed.Loads(request).Concat(durable.Loads(request)))], size, cancellationToken);
        return [.. Requests.Select((request, i) => new BenchGroup(
            $"{request.Name}, Redis with appendfsync {BenchHost.Durable}, against {EverySecond}",
            [BenchRow.Base(EverySecond, rates[2 * i]), BenchRow.Ratio(BenchHost.Durable, rates[(2 * i) + 1], rates[2 * i])]))];
    }
}
