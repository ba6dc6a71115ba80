using System.Diagnostics;
using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>What one replica takes: of Redis for a remembered key, of memory after all kinds of load, and of time to start.</summary>
internal static class FootprintRows
{
    private const int Megabyte = 1 << 20;

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var host = await BenchHost.StartAsync("footprint", replicas: 1, BenchHost.Durable, cancellationToken);
        var keyBytes = await KeyBytesAsync(host, size, cancellationToken);
        await ServiceRounds.RunAsync([.. host.Loads(EndpointRows.Requests)], size, cancellationToken);
        using var replica = Process.GetProcessById(host.Pid);
        var resident = (double)replica.WorkingSet64 / Megabyte;
        var starts = new double[size.Rounds];
        for (var round = 0; round < size.Rounds; round++)
        {
            starts[round] = (await ReplicaStart.MeasureAsync(host.Pid, cancellationToken)).TotalMilliseconds;
        }

        return
        [
            new("What a replica takes",
            [
                BenchRow.Figure("of Redis, a key of 36 letters", keyBytes, "bytes", Limit.Most(200)),
                BenchRow.Figure("of memory, after the load", resident, "MB", Limit.Most(200)),
                BenchRow.Figure("to start, its stores being up", Spread.Of(starts), "ms", Limit.Most(1300)),
            ]),
        ];
    }

    private static async Task<double> KeyBytesAsync(BenchHost host, BenchSize size, CancellationToken cancellationToken)
    {
        using var redis = await host.OpenRedisAsync(cancellationToken);
        var (keys, bytes) = await SizeAsync(redis, cancellationToken);
        await ServiceRounds.RunAsync(
            [.. host.Loads(CountedRequests.Named("POST /visits/{page} with a key"))], size with { Rounds = 1 }, cancellationToken);
        var (keysAfter, bytesAfter) = await SizeAsync(redis, cancellationToken);
        return (bytesAfter - bytes) / (keysAfter - keys);
    }

    private static async Task<(double Keys, double Bytes)> SizeAsync(RedisConversation redis, CancellationToken cancellationToken)
    {
        var used = await redis.UsedMemoryAsync(cancellationToken);
        return (double.Parse(await redis.AskAsync(cancellationToken, "DBSIZE")), used);
    }
}
