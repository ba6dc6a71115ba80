using StackExchange.Redis;

namespace Api;

/// <summary>
/// How often each page was visited. The count is in Redis alone, and counting is one command: no two visits get one number.
/// </summary>
internal sealed class Visits(IConnectionMultiplexer redis)
{
    public async Task<PageVisits> CountAsync(string page) => new(page, await redis.GetDatabase().StringIncrementAsync(KeyOf(page)));

    public async Task<PageVisits> ReadAsync(string page) => new(page, (long)await redis.GetDatabase().StringGetAsync(KeyOf(page)));

    private static RedisKey KeyOf(string page) => $"visits:{page}";
}

internal sealed record PageVisits(string Page, long Count);
