using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.Api.Visits;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>Single commands on the counters and key records of the correct service, each right alone.</summary>
internal sealed class PlainVisits(RedisStore redis, IOptions<IdempotencyOptions> idempotency)
{
    private static readonly RedisKey Pages = "{visits}:pages";

    public Task SetAsync(PageName page, long count, CancellationToken cancellationToken) =>
        redis.CallAsync(
            "HSET",
            static (database, set) => database.HashSetAsync(Pages, set.Value, set.count),
            (page.Value, count),
            cancellationToken);

    /// <returns>The count after it.</returns>
    public Task<long> AddAsync(PageName page, long visits, CancellationToken cancellationToken) =>
        redis.CallAsync(
            "HINCRBY",
            static (database, add) => database.HashIncrementAsync(Pages, add.Value, add.visits),
            (page.Value, visits),
            cancellationToken);

    /// <returns>What the first visit with this key was answered; null if it is not remembered.</returns>
    public async Task<long?> FindAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken) =>
        (long?)await redis.CallAsync(
            "GET", static (database, record) => database.StringGetAsync(record), RecordOf(page, key), cancellationToken);

    public Task RememberAsync(PageName page, IdempotencyKey key, long count, CancellationToken cancellationToken) =>
        redis.CallAsync(
            "SET",
            static (database, set) => database.StringSetAsync(set.record, set.count, set.KeyRetention),
            (record: RecordOf(page, key), count, idempotency.Value.KeyRetention),
            cancellationToken);

    private static RedisKey RecordOf(PageName page, IdempotencyKey key) => $"{{visits}}:key:{page.Value}:{key.Value}";
}
