namespace AspireStateless.Analyzers.Tests.Stores;

public sealed class ReadChangeWriteTests() : RuleTests("STATE008")
{
    private const string Carts = """
        record Cart(long Version, int Items);
        record Patch(int Items, long? IfVersion);
        interface ICarts
        {
            Task<Cart> ReadAsync(string user, CancellationToken cancellationToken = default);
            Task WriteAsync(string user, Cart cart, CancellationToken cancellationToken = default);
            Task<bool> ReplaceAsync(string user, Cart cart, long version);
            Task ChangeAsync(string user, Patch patch);
        }
        """;

    [Fact]
    public Task A_value_that_is_read_and_written_back_is_seen() => SeesAsync("""
        class Shop(ICarts carts)
        {
            public async Task AddAsync(string user, CancellationToken cancellationToken)
            {
                var cart = await carts.ReadAsync(user, cancellationToken);
                var changed = cart with { Items = cart.Items + 1 };
                await carts.[|WriteAsync|](user, changed, cancellationToken);
            }
        }
        """ + Carts);

    [Fact]
    public Task What_a_pattern_names_is_followed() => SeesAsync("""
        class Shop(ICarts carts)
        {
            public async Task AddAsync(string user)
            {
                if (await carts.ReadAsync(user) is { Items: < 10 } cart)
                {
                    await carts.[|WriteAsync|](user, cart with { Items = cart.Items + 1 });
                }
            }
        }
        """ + Carts);

    [Fact]
    public Task A_string_of_Redis_is_seen() => SeesAsync("""
        using StackExchange.Redis;
        class Visits(IDatabase redis)
        {
            public async Task<long> CountAsync(string page)
            {
                var count = (long)await redis.StringGetAsync(page) + 1;
                await redis.[|StringSetAsync|](page, count);
                return count;
            }
        }
        """);

    [Fact]
    public Task A_distributed_cache_is_seen() => SeesAsync("""
        using Microsoft.Extensions.Caching.Distributed;
        class Visits(IDistributedCache cache)
        {
            public async Task CountAsync(string page)
            {
                var count = int.Parse(await cache.GetStringAsync(page) ?? "0");
                await cache.[|SetStringAsync|](page, $"{count + 1}");
            }
        }
        """);

    [Fact]
    public Task A_session_is_seen() => SeesAsync("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", (HttpContext http) => http.Session.[|SetInt32|]("visits", (http.Session.GetInt32("visits") ?? 0) + 1));
        app.Run();
        """);

    [Fact]
    public Task A_script_that_looks_at_nothing_is_seen() => SeesAsync("""
        using StackExchange.Redis;
        class Shop(ICarts carts, IDatabase redis)
        {
            private const string Replace = "redis.call('HSET', KEYS[1], unpack(ARGV))";

            public async Task AddAsync(string user)
            {
                var cart = await carts.ReadAsync(user);
                await redis.[|ScriptEvaluateAsync|](Replace, [$"cart:{user}"], ["items", cart.Items + 1]);
            }
        }
        """ + Carts);

    [Fact]
    public Task A_script_that_compares_is_quiet() => IsQuietAsync("""
        using StackExchange.Redis;
        class Shop(ICarts carts, IDatabase redis)
        {
            private const string Replace =
                "if redis.call('HGET', KEYS[1], 'version') == ARGV[1] then redis.call('HSET', KEYS[1], unpack(ARGV)) end";

            public async Task AddAsync(string user)
            {
                var cart = await carts.ReadAsync(user);
                await redis.ScriptEvaluateAsync(Replace, [$"cart:{user}"], [cart.Version, "items", cart.Items + 1]);
            }
        }
        """ + Carts);

    [Fact]
    public Task A_write_with_a_version_is_quiet() => IsQuietAsync("""
        class Shop(ICarts carts)
        {
            public async Task<bool> AddAsync(string user)
            {
                var cart = await carts.ReadAsync(user);
                return await carts.ReplaceAsync(user, cart with { Items = cart.Items + 1 }, cart.Version);
            }
        }
        """ + Carts);

    [Fact]
    public Task A_transaction_with_a_condition_is_quiet() => IsQuietAsync("""
        using StackExchange.Redis;
        class Visits(IDatabase redis)
        {
            public async Task CountAsync(string page)
            {
                var former = await redis.StringGetAsync(page);
                var transaction = redis.CreateTransaction();
                transaction.AddCondition(Condition.StringEqual(page, former));
                _ = transaction.StringSetAsync(page, (long)former + 1);
                await transaction.ExecuteAsync();
            }
        }
        """);

    [Fact]
    public Task Another_key_is_quiet() => IsQuietAsync("""
        class Shop(ICarts carts)
        {
            public async Task CopyAsync(string user, string other) =>
                await carts.WriteAsync(other, await carts.ReadAsync(user));
        }
        """ + Carts);

    [Fact]
    public Task A_value_of_the_caller_is_quiet() => IsQuietAsync("""
        class Shop(ICarts carts)
        {
            public async Task<Cart> ReplaceAsync(string user, Cart cart)
            {
                var former = await carts.ReadAsync(user);
                await carts.WriteAsync(user, cart);
                return former;
            }
        }
        """ + Carts);

    [Fact]
    public Task A_step_of_the_store_is_quiet() => IsQuietAsync("""
        using StackExchange.Redis;
        class Visits(IDatabase redis)
        {
            public Task<long> CountAsync(string page) => redis.StringIncrementAsync(page);
        }
        """);

    [Fact]
    public Task A_condition_that_is_taken_away_after_a_look_is_seen() => SeesAsync("""
        class Shop(ICarts carts)
        {
            public async Task ChangeAsync(string user, Patch patch)
            {
                var cart = await carts.ReadAsync(user);
                if (cart.Version == patch.IfVersion)
                {
                    await carts.ChangeAsync(user, [|patch with { IfVersion = null }|]);
                }
            }
        }
        """ + Carts);

    [Fact]
    public Task A_condition_that_is_passed_on_is_quiet() => IsQuietAsync("""
        class Shop(ICarts carts)
        {
            public Task ChangeAsync(string user, Patch patch) => carts.ChangeAsync(user, patch with { Items = 1 });
        }
        """ + Carts);
}
