namespace AspireStateless.Analyzers.Tests.Stores;

public sealed class OwnClockTests() : RuleTests("STATE010")
{
    [Fact]
    public Task An_end_by_the_clock_of_the_process_is_seen() => SeesAsync("""
        using Microsoft.Extensions.Caching.Distributed;
        class Prices
        {
            public DistributedCacheEntryOptions Hour() => new() { AbsoluteExpiration = [|DateTimeOffset.UtcNow.AddHours(1)|] };
        }
        """);

    [Fact]
    public Task An_end_by_the_time_of_a_provider_is_seen() => SeesAsync("""
        using Microsoft.Extensions.Caching.Distributed;
        class Prices(TimeProvider time)
        {
            public DistributedCacheEntryOptions Hour()
            {
                var end = time.GetUtcNow() + TimeSpan.FromHours(1);
                return new DistributedCacheEntryOptions().SetAbsoluteExpiration([|end|]);
            }
        }
        """);

    [Fact]
    public Task An_end_of_a_key_of_Redis_is_seen() => SeesAsync("""
        using StackExchange.Redis;
        class Sessions(IDatabase redis)
        {
            public Task KeepAsync(string id) => redis.KeyExpireAsync(id, [|DateTime.UtcNow.AddHours(1)|]);
        }
        """);

    [Fact]
    public Task A_duration_is_quiet() => IsQuietAsync("""
        using Microsoft.Extensions.Caching.Distributed;
        using StackExchange.Redis;
        class Sessions(IDatabase redis)
        {
            public DistributedCacheEntryOptions Hour() => new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) };

            public Task KeepAsync(string id) => redis.KeyExpireAsync(id, TimeSpan.FromHours(1));
        }
        """);

    [Fact]
    public Task An_end_that_somebody_else_said_is_quiet() => IsQuietAsync("""
        using Microsoft.Extensions.Caching.Distributed;
        class Offers
        {
            public DistributedCacheEntryOptions Until(DateTimeOffset end) => new() { AbsoluteExpiration = end };
        }
        """);

    [Fact]
    public Task The_memory_of_the_process_has_its_clock() => IsQuietAsync("""
        using Microsoft.Extensions.Caching.Memory;
        class Prices
        {
            public MemoryCacheEntryOptions Hour() => new() { AbsoluteExpiration = DateTimeOffset.UtcNow.AddHours(1) };
        }
        """);

    [Fact]
    public Task A_time_that_is_a_value_is_quiet() => IsQuietAsync("""
        using StackExchange.Redis;
        class Logins(IDatabase redis)
        {
            public Task WriteAsync(string user) => redis.StringSetAsync(user, DateTimeOffset.UtcNow.ToUnixTimeSeconds());

            public Task RankAsync(string user) => redis.SortedSetAddAsync("logins", user, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        }
        """);
}
