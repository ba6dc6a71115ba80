namespace AspireStateless.Analyzers.Tests.State;

public sealed class SingletonStateTests() : RuleTests("STATE002")
{
    [Fact]
    public Task A_dictionary_that_requests_fill_is_seen() => SeesAsync("""
        class Sessions
        {
            private readonly ConcurrentDictionary<string, string> [|_names|] = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Sessions>();

            public string? Find(string id) => _names.GetValueOrDefault(id);

            public void Write(string id, string name) => _names[id] = name;
        }
        """);

    [Fact]
    public Task A_number_that_requests_raise_is_seen() => SeesAsync("""
        interface IVisits { int Count(); }
        class Visits : IVisits
        {
            private int [|_count|];

            public static void Add(IServiceCollection services) => services.AddSingleton<IVisits, Visits>();

            public int Count() => ++_count;
        }
        """);

    [Fact]
    public Task A_field_that_keeps_what_a_caller_gave_is_seen() => SeesAsync("""
        class Latest
        {
            private string? [|_message|];

            public static void Add(IServiceCollection services) => services.AddSingleton(new Latest());

            public void Say(string message) => _message = message.Trim();

            public string? Ask() => _message;
        }
        """);

    [Fact]
    public Task A_singleton_by_a_factory_is_seen() => SeesAsync("""
        interface ICarts { void Put(string item); int Count { get; } }
        class Carts : ICarts
        {
            private readonly List<string> [|_items|] = [];

            public static void Add(IServiceCollection services) => services.AddSingleton<ICarts>(_ => new Carts());

            public void Put(string item) => _items.Add(item);

            public int Count => _items.Count;
        }
        """);

    [Fact]
    public Task A_singleton_by_a_registration_of_the_service_s_own_is_seen() => SeesAsync("""
        static class Registrations
        {
            public static void Wrap<TService, TWrapper>(this IServiceCollection services)
                where TService : class
                where TWrapper : class, TService =>
                services.AddSingleton<TService>(provider => ActivatorUtilities.CreateInstance<TWrapper>(provider));
        }
        interface ICatalog { string? Find(string sku); }
        class Remembering : ICatalog
        {
            private readonly Dictionary<string, string> [|_known|] = [];

            public static void Add(IServiceCollection services) => services.Wrap<ICatalog, Remembering>();

            public string? Find(string sku) => _known.TryGetValue(sku, out var known) ? known : _known[sku] = sku;
        }
        """);

    [Fact]
    public Task Middleware_is_one_object_for_all_requests() => SeesAsync("""
        class Counting(RequestDelegate next)
        {
            private int [|_requests|];

            public static void Use(IApplicationBuilder app) => app.UseMiddleware<Counting>();

            public Task InvokeAsync(HttpContext context)
            {
                context.Response.Headers["Number"] = $"{++_requests}";
                return next(context);
            }
        }
        """);

    [Fact]
    public Task What_others_fill_through_a_property_is_seen() => SeesAsync("""
        class Known
        {
            public ConcurrentDictionary<string, string> [|Names|] { get; } = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Known>();
        }
        class Handler(Known known)
        {
            public string Handle(string id) => known.Names.GetOrAdd(id, Guid.NewGuid().ToString());
        }
        """);

    [Fact]
    public Task A_base_class_holds_for_the_singleton() => SeesAsync("""
        abstract class Remembering
        {
            private readonly HashSet<string> [|_seen|] = [];

            public bool IsNew(string key) => _seen.Add(key);
        }
        class Payments : Remembering
        {
            public static void Add(IServiceCollection services) => services.AddSingleton<Payments>();
        }
        """);

    [Fact]
    public Task A_scoped_object_is_quiet() => IsQuietAsync("""
        class Cart
        {
            private readonly List<string> _items = [];

            public static void Add(IServiceCollection services) => services.AddScoped<Cart>();

            public void Put(string item) => _items.Add(item);

            public int Count => _items.Count;
        }
        """);

    [Fact]
    public Task What_the_constructor_fills_is_quiet() => IsQuietAsync("""
        class Prices
        {
            private readonly Dictionary<string, decimal> _prices = [];

            public Prices(IConfiguration configuration)
            {
                foreach (var price in configuration.GetSection("Prices").GetChildren())
                {
                    _prices[price.Key] = decimal.Parse(price.Value!);
                }
            }

            public static void Add(IServiceCollection services) => services.AddSingleton<Prices>();

            public decimal Of(string sku) => _prices[sku];
        }
        """);

    [Fact]
    public Task A_frozen_dictionary_is_quiet() => IsQuietAsync("""
        using System.Collections.Frozen;
        class Prices(IConfiguration configuration)
        {
            private readonly FrozenDictionary<string, string?> _prices = configuration.AsEnumerable().ToFrozenDictionary();

            public static void Add(IServiceCollection services) => services.AddSingleton<Prices>();

            public string? Of(string sku) => _prices.GetValueOrDefault(sku);
        }
        """);

    [Fact]
    public Task A_snapshot_that_the_object_makes_by_itself_is_quiet() => IsQuietAsync("""
        class Rates(HttpClient client)
        {
            private volatile string _rates = "";

            public static void Add(IServiceCollection services) => services.AddSingleton<Rates>();

            public string Now => _rates;

            public async Task RefreshAsync() => _rates = await client.GetStringAsync("/rates");
        }
        """);

    [Fact]
    public Task Counts_that_only_metrics_look_at_are_quiet() => IsQuietAsync("""
        using System.Diagnostics.Metrics;
        class Answers
        {
            private readonly ConcurrentDictionary<int, long> _answers = new();

            public Answers(IMeterFactory meters) => meters.Create("service").CreateObservableCounter(
                "answers", () => _answers.Select(answer => new Measurement<long>(answer.Value)));

            public static void Add(IServiceCollection services) => services.AddSingleton<Answers>();

            public void Count(int status) => _answers.AddOrUpdate(status, 1, static (_, count) => count + 1);
        }
        """);

    [Fact]
    public Task A_cache_by_the_hash_of_its_content_is_quiet() => IsQuietAsync("""
        using System.Security.Cryptography;
        class Parsed
        {
            private readonly ConcurrentDictionary<string, string> _parsed = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Parsed>();

            public string Parse(byte[] content)
            {
                var hash = Convert.ToHexString(SHA256.HashData(content));
                if (_parsed.TryGetValue(hash, out var known)) return known;
                var parsed = Convert.ToBase64String(content);
                _parsed[hash] = parsed;
                return parsed;
            }
        }
        """);

    [Fact]
    public Task A_cache_of_what_the_key_alone_makes_is_quiet() => IsQuietAsync("""
        using System.Text.RegularExpressions;
        class Patterns
        {
            private readonly ConcurrentDictionary<string, Regex> _known = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Patterns>();

            public Regex Of(string pattern) => _known.GetOrAdd(pattern, static pattern => new Regex(pattern));

            public Regex Without(string pattern) => _known.GetOrAdd(pattern, Make);

            private static Regex Make(string pattern) => new(pattern);
        }
        """);

    [Fact]
    public Task A_value_that_changes_by_itself_is_seen() => SeesAsync("""
        class Bucket(string client)
        {
            public string Client => client;

            public int Left { get; set; } = 10;
        }
        class Limits
        {
            private readonly ConcurrentDictionary<string, Bucket> [|_buckets|] = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Limits>();

            public bool TryTake(string client) => _buckets.GetOrAdd(client, static client => new Bucket(client)).Left-- > 0;
        }
        """);

    [Fact]
    public Task A_value_that_does_not_come_of_the_key_is_seen() => SeesAsync("""
        class Turns
        {
            private readonly ConcurrentDictionary<string, List<string>> [|_turns|] = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Turns>();

            public int Take(string page, string user)
            {
                var turns = _turns.GetOrAdd(page, static _ => []);
                turns.Add(user);
                return turns.Count;
            }
        }
        """);

    [Fact]
    public Task Readers_who_share_a_read_under_way_are_quiet() => IsQuietAsync("""
        class Reads(HttpClient client)
        {
            private readonly ConcurrentDictionary<string, Task<string>> _running = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Reads>();

            public async Task<string> ReadAsync(string path)
            {
                var running = _running.GetOrAdd(path, path => client.GetStringAsync(path));
                try
                {
                    return await running;
                }
                finally
                {
                    _running.TryRemove(path, out _);
                }
            }
        }
        """);

    [Fact]
    public Task Tasks_that_stay_are_seen() => SeesAsync("""
        class Reads(HttpClient client)
        {
            private readonly ConcurrentDictionary<string, Task<string>> [|_read|] = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Reads>();

            public Task<string> ReadAsync(string path) => _read.GetOrAdd(path, path => client.GetStringAsync(path));
        }
        """);

    [Fact]
    public Task A_cache_whose_version_a_store_confirms_is_quiet() => IsQuietAsync("""
        record Product(string Name, long Version);
        class Catalog(HttpClient store)
        {
            private readonly ConcurrentDictionary<string, Product> _known = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Catalog>();

            public async Task<Product> FindAsync(string sku)
            {
                var version = await store.GetFromJsonAsync<long>($"/{sku}/version");
                if (_known.TryGetValue(sku, out var known) && known.Version == version) return known;
                var product = (await store.GetFromJsonAsync<Product>($"/{sku}"))!;
                _known[sku] = product;
                return product;
            }
        }
        """);

    [Fact]
    public Task A_cache_that_a_clock_confirms_is_seen() => SeesAsync("""
        class Absences(TimeProvider time, HttpClient store)
        {
            private readonly ConcurrentDictionary<string, DateTimeOffset> [|_absent|] = new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Absences>();

            public async Task<string?> FindAsync(string sku)
            {
                if (_absent.TryGetValue(sku, out var until) && time.GetUtcNow() < until) return null;
                var found = await store.GetFromJsonAsync<string?>(sku);
                if (found is null) _absent[sku] = time.GetUtcNow().AddMinutes(1);
                return found;
            }
        }
        """);

    [Fact]
    public Task What_a_background_service_does_with_its_own_fields_is_quiet() => IsQuietAsync("""
        class Beat(TimeProvider time) : BackgroundService
        {
            private long _beatAt;

            public static void Add(IServiceCollection services) => services.AddHostedService<Beat>();

            public bool IsAlive => time.GetElapsedTime(Volatile.Read(ref _beatAt)) < TimeSpan.FromSeconds(30);

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    _beatAt++;
                    await Task.Delay(1000, stoppingToken);
                }
            }
        }
        """);
}
