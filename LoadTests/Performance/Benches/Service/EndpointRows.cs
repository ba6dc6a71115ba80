using AspireStateless.LoadTests.Performance.Benches.Engine;
using AspireStateless.LoadTests.Performance.Gates;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>What one replica does of each kind of request, against a bare endpoint under the same load.</summary>
internal static class EndpointRows
{
    private static readonly CountedRequest Bare = new("bare endpoint", HttpMethod.Get, static _ => "/");

    /// <summary>
    /// The kinds that clients send most, and the cheapest one, which shows what everything around them costs; with what each has to reach.
    /// </summary>
    private static readonly IReadOnlyList<(CountedRequest Request, Limit? Limit)> Rows =
    [
        (CountedRequests.Named("GET /replica"), null),
        (CountedRequests.Named("GET /visits/{page}"), Limit.Least(0.22)),
        (CountedRequests.Named("POST /visits/{page}"), null),
        (CountedRequests.Named("POST /visits/{page} with a key"), Limit.Least(0.22)),
        (CountedRequests.Named("GET /session"), Limit.Least(0.15)),
        (CountedRequests.Named("GET /products/{sku}"), Limit.Least(0.19)),
        (CountedRequests.Named("GET /cart"), null),
        (CountedRequests.Named("PUT /cart/items/{sku}"), Limit.Least(0.15)),
        (CountedRequests.Named("POST /orders of items"), Limit.Least(0.025)),
    ];

    public static IReadOnlyList<CountedRequest> Requests { get; } = [.. Rows.Select(row => row.Request)];

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var bare = await TargetProcess.StartAsync(core: null, cancellationToken);
        await using var collector = await TargetProcess.StartAsync(core: null, cancellationToken);
        var old = size.Baseline is { } baseline ? BuildPaths.ApiOf(baseline) : null;
        await using var host = await BenchHost.StartAsync(
            "endpoints", GateSettings.ForBench(BenchHost.Durable, collector.Address, old), cancellationToken);
        var rates = await ServiceRounds.RunAsync(
            [
                new(Bare, [bare.Address], users: null),
                .. host.Loads(Requests),
                .. old is null ? [] : Requests.Select(request => new ServiceLoad(request, host.Old, host.Users)),
            ],
            size, cancellationToken);
        BenchGroup Of(string build, int first, bool hasLimits) => new(
            $"Endpoints of one replica{build}, against Kestrel that answers two bytes",
            [
                BenchRow.Base(Bare.Name, rates[0]),
                .. Rows.Select((row, i) => BenchRow.Ratio(row.Request.Name, rates[first + i], rates[0], hasLimits ? row.Limit : null)),
            ]);
        return old is null ? [Of("", 1, true)] : [Of("", 1, true), Of(" of the baseline", 1 + Rows.Count, false)];
    }
}
