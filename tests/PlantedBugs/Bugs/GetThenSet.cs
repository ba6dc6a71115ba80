using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Visits;
using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Reads the count and writes it back one higher: two visits at once become one.</summary>
internal sealed class GetThenSet(RedisStore redis) : IVisits
{
    private static readonly TimeSpan KeyRetention = TimeSpan.FromHours(1);

    public static void Plant(IServiceCollection services) => services.AddSingleton<IVisits, GetThenSet>();

    public async Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (key is not null && await GetAsync(RecordOf(page, key), cancellationToken) is { IsNull: false } first)
        {
            return new(VisitOutcome.Replayed, (long)first);
        }

        var count = await ReadAsync(page, cancellationToken) + 1;
        await SetAsync(CounterOf(page), count, expiry: null, cancellationToken);
        if (key is not null)
        {
            await SetAsync(RecordOf(page, key), count, KeyRetention, cancellationToken);
        }

        return new(VisitOutcome.Counted, count);
    }

    public async Task<long> ReadAsync(PageName page, CancellationToken cancellationToken) =>
        (long)await GetAsync(CounterOf(page), cancellationToken);

    // Its counters are keys of their own, and no job runs on them.
    public Task<IReadOnlyList<PageCount>> ReadAllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PageCount>>([]);

    public async Task<bool> WasAppliedAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken) =>
        !(await GetAsync(RecordOf(page, key), cancellationToken)).IsNull;

    private Task<RedisValue> GetAsync(RedisKey key, CancellationToken cancellationToken) =>
        redis.CallAsync("GET", static (database, key) => database.StringGetAsync(key), key, cancellationToken);

    private Task<bool> SetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, CancellationToken cancellationToken) =>
        redis.CallAsync(
            "SET",
            static (database, set) => database.StringSetAsync(set.key, set.value, set.expiry),
            (key, value, expiry),
            cancellationToken);

    private static RedisKey CounterOf(PageName page) => $"{{get-then-set}}:{page.Value}";

    private static RedisKey RecordOf(PageName page, IdempotencyKey key) => $"{{get-then-set}}:{page.Value}:{key.Value}";
}
