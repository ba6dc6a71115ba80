using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>One replica through the AppHost's public endpoint, and past it.</summary>
internal static class ProxyRows
{
    /// <summary>One that costs next to nothing, where the proxy shows most, and one that stores something.</summary>
    public static IReadOnlyList<CountedRequest> Requests { get; } =
        [CountedRequests.Named("GET /replica"), CountedRequests.Named("POST /visits/{page}")];

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var host = await BenchHost.StartAsync("proxy", replicas: 1, BenchHost.Durable, cancellationToken);
        var rates = await ServiceRounds.RunAsync(
            [.. Requests.SelectMany(
                request => new ServiceLoad[] { new(request, host.Replicas, host.Users), new(request, [host.Endpoint], host.Users) })],
            size,
            cancellationToken);
        return [.. Requests.Select((request, i) => new BenchGroup(
            $"{request.Name} through the proxy, against the same replica without it",
            [BenchRow.Base("direct", rates[2 * i]), BenchRow.Ratio("through the proxy", rates[(2 * i) + 1], rates[2 * i])]))];
    }
}
