using AspireStateless.LoadTests.Performance.Benches.Engine;
using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Table;

/// <summary>What one replica does of each kind of request, against a bare endpoint under the same load.</summary>
internal static class EndpointRows
{
    /// <summary>The kinds that clients send most, and the cheapest one, which shows what everything around them costs.</summary>
    public static IReadOnlyList<CountedRequest> Requests { get; } =
    [
        .. new[]
        {
            "GET /replica",
            "GET /visits/{page}",
            "POST /visits/{page}",
            "POST /visits/{page} with a key",
            "GET /session",
            "GET /products/{sku}",
            "GET /cart",
            "PUT /cart/items/{sku}",
            "POST /orders of items",
        }.Select(CountedRequests.Named),
    ];

    private static readonly CountedRequest Bare = new("bare endpoint", HttpMethod.Get, static _ => "/");

    public static async Task<IReadOnlyList<RatioGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var bare = await TargetProcess.StartAsync(core: null, cancellationToken);
        await using var host = await BenchHost.StartAsync(replicas: 1, AppendRows.Always, cancellationToken);
        var rates = await ServiceRounds.RunAsync(
            [new(Bare, [bare.Address], users: null), .. Requests.Select(request => new ServiceLoad(request, host.Replicas, host.Users))],
            size,
            cancellationToken);
        return
        [
            new(
                "Endpoints of one replica, against Kestrel that answers two bytes",
                [RatioRow.Base(Bare.Name, rates[0]), .. Requests.Select(
                    (request, i) => RatioRow.Of(request.Name, rates[i + 1], rates[0]))]),
        ];
    }
}
