using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>
/// What it costs that Redis syncs its log before it answers: the same writes on two sets of stores, which run side by side.
/// </summary>
internal static class AppendRows
{
    /// <summary>As the promise of durability needs it.</summary>
    public const string Always = "always";
    private const string EverySecond = "everysec";

    public static IReadOnlyList<CountedRequest> Requests { get; } =
        [CountedRequests.Named("POST /visits/{page}"), CountedRequests.Named("PUT /cart/items/{sku}")];

    public static async Task<IReadOnlyList<RatioGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var relaxed = await BenchHost.StartAsync(replicas: 1, EverySecond, cancellationToken);
        await using var durable = await BenchHost.StartAsync(replicas: 1, Always, cancellationToken);
        var rates = await ServiceRounds.RunAsync(
            [.. Requests.SelectMany(
                request => new[] { relaxed, durable }.Select(host => new ServiceLoad(request, host.Replicas, host.Users)))],
            size,
            cancellationToken);
        return [.. Requests.Select((request, i) => new RatioGroup(
            $"{request.Name}, Redis with appendfsync {Always}, against {EverySecond}",
            [RatioRow.Base(EverySecond, rates[2 * i]), RatioRow.Of(Always, rates[(2 * i) + 1], rates[2 * i])]))];
    }
}
