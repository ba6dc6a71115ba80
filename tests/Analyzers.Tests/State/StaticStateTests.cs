namespace AspireStateless.Analyzers.Tests.State;

public sealed class StaticStateTests() : RuleTests("STATE001")
{
    [Fact]
    public Task A_static_number_that_a_method_raises_is_seen() => SeesAsync("""
        static class Visits
        {
            private static int [|_count|];

            public static int Count() => ++_count;
        }
        """);

    [Fact]
    public Task A_static_dictionary_that_is_filled_is_seen() => SeesAsync("""
        static class Sessions
        {
            private static readonly ConcurrentDictionary<string, string> [|Known|] = new();

            public static string? Find(string id) => Known.GetValueOrDefault(id);

            public static void Write(string id, string name) => Known[id] = name;
        }
        """);

    [Fact]
    public Task A_static_property_that_is_set_is_seen() => SeesAsync("""
        class Current
        {
            public static string? [|User|] { get; set; }
        }
        class Handler
        {
            public string? Handle(string user)
            {
                Current.User = user;
                return Current.User;
            }
        }
        """);

    [Fact]
    public Task A_static_event_that_is_subscribed_to_is_seen() => SeesAsync("""
        class Changes
        {
            public static event Action? [|Changed|];

            public void Listen(Action listener) => Changed += listener;
        }
        """);

    [Fact]
    public Task A_static_field_behind_a_reference_is_seen() => SeesAsync("""
        static class Tickets
        {
            private static long [|_last|];

            public static long Next() => Interlocked.Increment(ref _last);
        }
        """);

    [Fact]
    public Task A_static_array_whose_elements_are_set_is_seen() => SeesAsync("""
        static class Slots
        {
            private static readonly string?[] [|Taken|] = new string?[10];

            public static bool Take(int slot, string user)
            {
                if (Taken[slot] is not null) return false;
                Taken[slot] = user;
                return true;
            }
        }
        """);

    [Fact]
    public Task A_list_that_a_handler_captures_and_fills_is_seen() => SeesAsync("""
        var app = WebApplication.CreateBuilder(args).Build();
        var [|names|] = new List<string>();
        app.MapPost("/names", (string name) => names.Add(name));
        app.MapGet("/names", () => names);
        app.Run();
        """);

    [Fact]
    public Task A_number_that_a_handler_captures_and_raises_is_seen() => SeesAsync("""
        var app = WebApplication.CreateBuilder(args).Build();
        var [|visits|] = 0;
        app.MapGet("/", () => $"You are visitor {++visits}");
        app.Run();
        """);

    [Fact]
    public Task What_a_handler_keeps_for_its_own_request_is_quiet() => IsQuietAsync("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () =>
        {
            var names = new List<string>();
            names.Add("one");
            return names;
        });
        app.Run();
        """);

    [Fact]
    public Task What_is_only_read_is_quiet() => IsQuietAsync("""
        static class Currencies
        {
            private static readonly Dictionary<string, int> Digits = new() { ["EUR"] = 2, ["JPY"] = 0 };

            public static int DigitsOf(string currency) => Digits[currency];
        }
        """);

    [Fact]
    public Task What_the_static_constructor_fills_is_quiet() => IsQuietAsync("""
        static class Currencies
        {
            private static readonly Dictionary<string, int> Digits = new();

            static Currencies() => Digits.Add("EUR", 2);

            public static int DigitsOf(string currency) => Digits[currency];
        }
        """);

    [Fact]
    public Task A_lazy_value_that_no_request_is_in_is_quiet() => IsQuietAsync("""
        static class Settings
        {
            private static string? _text;

            public static string Text => _text ??= File.ReadAllText("settings.json");
        }
        """);

    [Fact]
    public Task A_lazy_value_of_the_first_request_is_seen() => SeesAsync("""
        static class Tenants
        {
            private static string? [|_tenant|];

            public static string Of(string tenant) => _tenant ??= tenant;
        }
        """);

    [Fact]
    public Task What_belongs_to_a_thread_or_a_call_is_quiet() => IsQuietAsync("""
        static class Context
        {
            [ThreadStatic]
            private static int _depth;
            private static readonly AsyncLocal<string?> User = new();

            public static int Enter(string user)
            {
                User.Value = user;
                return ++_depth;
            }
        }
        """);

    [Fact]
    public Task A_pool_is_quiet() => IsQuietAsync("""
        static class Buffers
        {
            private static readonly ConcurrentBag<byte[]> Pool = new();

            public static byte[] Rent() => Pool.TryTake(out var buffer) ? buffer : new byte[1024];

            public static void Return(byte[] buffer) => Pool.Add(buffer);
        }
        """);

    [Fact]
    public Task A_cache_by_type_is_quiet() => IsQuietAsync("""
        static class Names
        {
            private static readonly ConcurrentDictionary<Type, string> Known = new();

            public static string Of(Type type) => Known.GetOrAdd(type, static type => type.Name);
        }
        """);

    [Fact]
    public Task A_number_that_only_metrics_look_at_is_quiet() => IsQuietAsync("""
        using System.Diagnostics.Metrics;
        static class Totals
        {
            private static long _requests;
            private static readonly Meter Meter = new("service");

            public static void Register() => Meter.CreateObservableCounter("requests", () => Interlocked.Read(ref _requests));

            public static void Count() => Interlocked.Increment(ref _requests);
        }
        """);

    [Fact]
    public Task What_a_start_sets_is_quiet() => IsQuietAsync("""
        static class Features
        {
            private static bool _isOn;

            public static void AddFeatures(this IServiceCollection services) => _isOn = true;

            public static bool IsOn() => _isOn;
        }
        """);
}
