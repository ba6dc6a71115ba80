using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>What many sessions cost: the same users on two sets of stores, with many others beside them on one.</summary>
internal static class SessionRows
{
    /// <summary>A thousand sessions as a login makes them, of users who stay away.</summary>
    public const string Fill = """
        local cap = redis.call('TIME')[1] * 1000 + 43200000
        for i = 0, 999 do
          local user = string.format('{u:away-%04d%03d}', ARGV[1], i)
          local session = user .. ':session:' .. redis.sha1hex(user):sub(1, 22)
          redis.call('SET', user .. ':password', 1)
          redis.call('HSET', session, 'cap', cap, 'password', 1, 'version', 1, 'f:location', 'Kyiv', 'v:location', 1)
          redis.call('PEXPIRE', session, 1800000)
        end
        return 'OK'
        """;

    private const int Thousand = 1000;
    private static readonly Limit Limit = Limit.Least(0.9);

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        var request = CountedRequests.Named("GET /session");
        await using var few = await BenchHost.StartAsync("few", replicas: 1, BenchHost.Durable, cancellationToken);
        await using var many = await BenchHost.StartAsync("many", replicas: 1, BenchHost.Durable, cancellationToken);
        await FillAsync(few, thousands: 1, cancellationToken);
        await FillAsync(many, Thousand, cancellationToken);
        var rates = await ServiceRounds.RunAsync([.. few.Loads(request), .. many.Loads(request)], size, cancellationToken);
        return
        [
            new($"{request.Name} with a million sessions, against a thousand",
                [BenchRow.Base("a thousand", rates[0]), BenchRow.Ratio("a million", rates[1], rates[0], Limit)]),
        ];
    }

    private static async Task FillAsync(BenchHost host, int thousands, CancellationToken cancellationToken)
    {
        using var redis = await host.OpenRedisAsync(cancellationToken);
        // A rewrite of its log would fall into some rounds and not into others.
        await redis.AskAsync(cancellationToken, "CONFIG", "SET", "auto-aof-rewrite-percentage", "0");
        await redis.RepeatAsync(Fill, thousands, cancellationToken);
    }
}
