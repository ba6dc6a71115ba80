namespace AspireStateless.Analyzers.Tests.State;

public sealed class MemoryStoreTests() : RuleTests("STATE003")
{
    [Fact]
    public Task A_distributed_cache_in_memory_is_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddDistributedMemoryCache|]();
        """);

    [Fact]
    public Task Sessions_without_a_shared_cache_are_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddSession|]();
        """);

    [Fact]
    public Task Sessions_in_Redis_are_quiet() => IsQuietAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddStackExchangeRedisCache(cache => cache.Configuration = "redis");
        builder.Services.AddSession();
        """);

    [Fact]
    public Task Sessions_in_a_cache_of_the_service_s_own_are_quiet() => IsQuietAsync("""
        using Microsoft.Extensions.Caching.Distributed;
        static class Startup
        {
            public static void AddSessions<TCache>(IServiceCollection services) where TCache : class, IDistributedCache
            {
                services.AddSingleton<IDistributedCache, TCache>();
                services.AddSession();
            }
        }
        """);

    [Fact]
    public Task An_entry_of_a_memory_cache_is_seen() => SeesAsync("""
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache cache)
        {
            public void Write(string sku, decimal price) => cache.[|Set|](sku, price);
        }
        """);

    [Fact]
    public Task Reading_through_a_memory_cache_is_seen() => SeesAsync("""
        using Microsoft.Extensions.Caching.Memory;
        class Prices(IMemoryCache cache, HttpClient store)
        {
            public Task<string?> ReadAsync(string sku) => cache.[|GetOrCreateAsync|](sku, _ => store.GetStringAsync(sku));
        }
        """);

    [Fact]
    public Task A_memory_cache_by_type_is_quiet() => IsQuietAsync("""
        using Microsoft.Extensions.Caching.Memory;
        class Names(IMemoryCache cache)
        {
            public string? Of<T>() => cache.GetOrCreate(typeof(T), _ => typeof(T).Name);
        }
        """);

    [Fact]
    public Task Answers_cached_in_memory_are_seen() => SeesAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddOutputCache|]();
        builder.Services.[|AddResponseCaching|]();
        """);

    [Fact]
    public Task Answers_cached_in_a_shared_store_are_quiet() => IsQuietAsync("""
        using Microsoft.AspNetCore.OutputCaching;
        static class Startup
        {
            public static void AddAnswers<TStore>(IServiceCollection services) where TStore : class, IOutputCacheStore
            {
                services.AddSingleton<IOutputCacheStore, TStore>();
                services.AddOutputCache();
            }
        }
        """);

    [Fact]
    public Task A_method_of_the_service_s_own_that_is_called_alike_is_quiet() => IsQuietAsync("""
        static class Shop
        {
            public static void AddSession(this IServiceCollection services) => services.AddScoped<object>();

            public static void AddShop(IServiceCollection services) => services.AddSession();
        }
        """);

    [Fact]
    public Task Registering_a_memory_cache_keeps_nothing_yet() => IsQuietAsync("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMemoryCache();
        """);
}
