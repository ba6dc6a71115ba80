using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Storage;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.Api.Visits;

/// <summary>
/// Counts visits in Redis. Counter and key record change in one script, so no crash, retry or concurrent replica can have one without
/// the other.
/// </summary>
/// <remarks>
/// All counters are fields of one hash: its length bounds the pages, and one read of it sees all pages at one moment. The price is that
/// visits stay on one shard of a Redis cluster.
/// </remarks>
internal sealed class RedisVisits(RedisStore redis, IOptions<VisitsOptions> visits, IOptions<IdempotencyOptions> idempotency) : IVisits
{
    private static readonly RedisKey Pages = "{visits}:pages";

    // Answers the count after the visit; negative, the count that the first visit with this key was answered; 0, refused.
    private static readonly RedisScript Count = new("""
        if KEYS[2] then
          local first = redis.call('GET', KEYS[2])
          if first then return -tonumber(first) end
        end
        local count = redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
        if count == 1 and redis.call('HLEN', KEYS[1]) > tonumber(ARGV[2]) then
          redis.call('HDEL', KEYS[1], ARGV[1])
          return 0
        end
        if KEYS[2] then redis.call('SET', KEYS[2], count, 'PX', ARGV[3]) end
        return count
        """);

    private readonly RedisValue _maxPages = visits.Value.MaxPages;
    private readonly RedisValue _retentionMilliseconds = (long)idempotency.Value.KeyRetention.TotalMilliseconds;

    public async Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        RedisKey[] keys = key is null ? [Pages] : [Pages, RecordOf(page, key)];
        var answer = (long)await redis.EvaluateAsync(Count, keys, [page.Value, _maxPages, _retentionMilliseconds], cancellationToken);
        return answer switch
        {
            > 0 => new(VisitOutcome.Counted, answer),
            < 0 => new(VisitOutcome.Replayed, -answer),
            0 => new(VisitOutcome.TooManyPages, 0),
        };
    }

    public async Task<long> ReadAsync(PageName page, CancellationToken cancellationToken) =>
        (long)await redis.CallAsync(
            "HGET", static (database, page) => database.HashGetAsync(Pages, page), (RedisValue)page.Value, cancellationToken);

    public async Task<IReadOnlyList<PageCount>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var pages = await redis.CallAsync("HGETALL", static (database, pages) => database.HashGetAllAsync(pages), Pages, cancellationToken);
        return [.. pages.Select(page => new PageCount(page.Name!, (long)page.Value))];
    }

    public Task<bool> WasAppliedAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken) =>
        redis.CallAsync("EXISTS", static (database, record) => database.KeyExistsAsync(record), RecordOf(page, key), cancellationToken);

    private static RedisKey RecordOf(PageName page, IdempotencyKey key) => $"{{visits}}:key:{page.Value}:{key.Value}";
}
