using AspireStateless.LoadTests.Performance.Benches.Service;

namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>The service, and its stores to be asked and filled past it.</summary>
/// <param name="Count">How many objects of each kind it gets.</param>
internal sealed record GrownHost(int Count, BenchHost Service, RedisConversation Redis, PostgresConversation Postgres) : IAsyncDisposable
{
    public static async Task<GrownHost> StartAsync(int count, CancellationToken cancellationToken)
    {
        var service = await BenchHost.StartAsync($"growth-{count}", replicas: 1, BenchHost.Durable, cancellationToken);
        try
        {
            var redis = await service.OpenRedisAsync(cancellationToken);
            // A rewrite of its log, or a snapshot, would fall into some rounds and not into others.
            await redis.AskAsync(cancellationToken, "CONFIG", "SET", "auto-aof-rewrite-percentage", "0", "save", "");
            return new(count, service, redis, PostgresConversation.Of(service.Pid));
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Redis.Dispose();
        await Service.DisposeAsync();
    }
}
