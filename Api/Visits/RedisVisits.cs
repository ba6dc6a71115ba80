using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.Api.Telemetry;
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
internal sealed class RedisVisits : IVisits
{
    private static readonly RedisKey Pages = "{visits}:pages";

    // Counts visits in order: KEYS[i + 1] is the record of the i-th, or KEYS[1] for a visit without a key, and ARGV[i + 2] its page.
    // Answers for each the count after it; negative, the count that the first visit with this key was answered; 0, refused.
    private const string Count = """
        local pages, most, retention = KEYS[1], tonumber(ARGV[1]), ARGV[2]
        local function count(page, record)
          local first = record ~= pages and redis.call('GET', record)
          if first then return -tonumber(first) end
          local count = redis.call('HINCRBY', pages, page, 1)
          if count == 1 and redis.call('HLEN', pages) > most then
            redis.call('HDEL', pages, page)
            return 0
          end
          if record ~= pages then redis.call('SET', record, count, 'PX', retention) end
          return count
        end
        local answers = {}
        for visit = 1, #KEYS - 1 do answers[visit] = count(ARGV[visit + 2], KEYS[visit + 1]) end
        return answers
        """;

    private readonly RedisStore _redis;
    private readonly ApiMeter _meter;
    private readonly RedisValue _maxPages;
    private readonly RedisValue _retentionMilliseconds;
    private readonly StoreBatcher<Visit, CountedVisit> _counting;
    private readonly StoreBatcher<RedisValue, long> _reading;

    public RedisVisits(RedisStore redis, IOptions<VisitsOptions> visits, IOptions<IdempotencyOptions> idempotency, ApiMeter meter)
    {
        _redis = redis;
        _meter = meter;
        _maxPages = visits.Value.MaxPages;
        _retentionMilliseconds = (long)idempotency.Value.KeyRetention.TotalMilliseconds;
        _counting = redis.Batch<Visit, CountedVisit>("EVALSHA", CountAsync);
        _reading = redis.Batch<RedisValue, long>("HMGET", ReadAsync);
    }

    public Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken) =>
        _counting.CallAsync(new(page.Value, key is null ? Pages : RecordOf(page, key)), cancellationToken);

    public Task<long> ReadAsync(PageName page, CancellationToken cancellationToken) => _reading.CallAsync(page.Value, cancellationToken);

    public async Task<IReadOnlyList<PageCount>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var pages = await _redis.CallAsync("HGETALL", static (database, key) => database.HashGetAllAsync(key), Pages, cancellationToken);
        return [.. pages.Select(page => new PageCount(page.Name!, (long)page.Value))];
    }

    public Task<bool> WasAppliedAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken) =>
        _redis.CallAsync("EXISTS", static (database, record) => database.KeyExistsAsync(record), RecordOf(page, key), cancellationToken);

    private static RedisKey RecordOf(PageName page, IdempotencyKey key) => $"{{visits}}:key:{page.Value}:{key.Value}";

    private async Task<IReadOnlyList<CountedVisit>> CountAsync(IDatabase database, IReadOnlyList<Visit> visits)
    {
        RedisKey[] keys = [Pages, .. visits.Select(visit => visit.Record)];
        RedisValue[] values = [_maxPages, _retentionMilliseconds, .. visits.Select(visit => visit.Page)];
        var answers = (long[])(await database.ScriptEvaluateAsync(Count, keys, values))!;
        _meter.VisitsCounted(answers.Count(answer => answer > 0));
        _meter.Replayed("visit", answers.Count(answer => answer < 0));
        return Array.ConvertAll(answers, answer => answer switch
        {
            > 0 => new CountedVisit(VisitOutcome.Counted, answer),
            < 0 => new(VisitOutcome.Replayed, -answer),
            0 => new(VisitOutcome.TooManyPages, 0),
        });
    }

    private static async Task<IReadOnlyList<long>> ReadAsync(IDatabase database, IReadOnlyList<RedisValue> pages) =>
        Array.ConvertAll(await database.HashGetAsync(Pages, [.. pages]), count => (long)count);

    /// <param name="Record">Where its key is remembered; <see cref="Pages"/> if it has none.</param>
    private readonly record struct Visit(RedisValue Page, RedisKey Record);
}
