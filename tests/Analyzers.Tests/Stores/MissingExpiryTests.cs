namespace AspireStateless.Analyzers.Tests.Stores;

public sealed class MissingExpiryTests() : RuleTests("STATE009")
{
    [Fact]
    public Task A_write_without_the_expiry_of_its_sibling_is_seen() => SeesAsync("""
        using StackExchange.Redis;
        class Sessions(IDatabase redis)
        {
            public Task OpenAsync(string id, string name) => redis.StringSetAsync($"session:{id}", name, TimeSpan.FromHours(1));

            public Task RenameAsync(string id, string name) => redis.[|StringSetAsync|]($"session:{id}", name);
        }
        """);

    [Fact]
    public Task A_key_that_a_method_makes_is_known_by_it() => SeesAsync("""
        using StackExchange.Redis;
        class Sessions(IDatabase redis)
        {
            public Task OpenAsync(string id, string name) => redis.StringSetAsync(KeyOf(id), name, TimeSpan.FromHours(1));

            public Task RenameAsync(string id, string name) => redis.[|StringSetAsync|](KeyOf(id), name);

            private static RedisKey KeyOf(string id) => $"session:{id}";
        }
        """);

    [Fact]
    public Task An_entry_of_a_distributed_cache_is_seen() => SeesAsync("""
        using Microsoft.Extensions.Caching.Distributed;
        class Prices(IDistributedCache cache, DistributedCacheEntryOptions hour)
        {
            public Task FillAsync(string sku, string price) => cache.SetStringAsync($"price:{sku}", price, hour);

            public Task WriteAsync(string sku, string price) => cache.[|SetStringAsync|]($"price:{sku}", price);
        }
        """);

    [Fact]
    public Task Another_kind_of_key_is_quiet() => IsQuietAsync("""
        using StackExchange.Redis;
        class Sessions(IDatabase redis)
        {
            public Task OpenAsync(string id, string name) => redis.StringSetAsync($"session:{id}", name, TimeSpan.FromHours(1));

            public Task NameAsync(string user, string name) => redis.StringSetAsync($"user:{user}", name);
        }
        """);

    [Fact]
    public Task What_keeps_its_expiry_is_quiet() => IsQuietAsync("""
        using StackExchange.Redis;
        class Sessions(IDatabase redis)
        {
            public Task OpenAsync(string id, string name) => redis.StringSetAsync($"session:{id}", name, TimeSpan.FromHours(1));

            public Task RenameAsync(string id, string name) => redis.StringSetAsync($"session:{id}", name, Expiration.KeepTtl);
        }
        """);

    [Fact]
    public Task What_never_ends_anywhere_is_quiet() => IsQuietAsync("""
        using StackExchange.Redis;
        class Users(IDatabase redis)
        {
            public Task NameAsync(string user, string name) => redis.StringSetAsync($"user:{user}", name);
        }
        """);

    [Fact]
    public Task A_lock_without_an_end_is_seen() => SeesAsync("""
        using StackExchange.Redis;
        class Leader(IDatabase redis)
        {
            public Task<bool> TakeAsync(string self) => redis.[|StringSetAsync|]("leader", self, when: When.NotExists);
        }
        """);

    [Fact]
    public Task A_lock_with_an_end_is_quiet() => IsQuietAsync("""
        using StackExchange.Redis;
        class Leader(IDatabase redis)
        {
            public Task<bool> TakeAsync(string self) =>
                redis.StringSetAsync("leader", self, TimeSpan.FromSeconds(10), when: When.NotExists);
        }
        """);

    [Fact]
    public Task An_expiry_that_is_taken_off_is_seen() => SeesAsync("""
        using StackExchange.Redis;
        class Sessions(IDatabase redis)
        {
            public Task KeepAsync(string id) => redis.[|KeyPersistAsync|](id);
        }
        """);
}
