namespace AspireStateless.Analyzers.Tests.State;

public sealed class ProcessIdentifierTests() : RuleTests("STATE013")
{
    [Fact]
    public Task A_number_that_is_answered_is_seen() => SeesAsync("""
        class Orders
        {
            private long _last;

            public long Next() => [|Interlocked.Increment(ref _last)|];
        }
        """);

    [Fact]
    public Task A_number_in_a_text_is_seen() => SeesAsync("""
        class Orders
        {
            private static int _last;

            public string Name() => $"order-{[|Interlocked.Increment(ref _last)|]}";
        }
        """);

    [Fact]
    public Task A_field_named_as_an_identifier_is_seen() => SeesAsync("""
        record Order(int Id);
        class Orders
        {
            private int _lastId;

            public Order Place() => new([|++_lastId|]);
        }
        """);

    [Fact]
    public Task A_number_that_is_only_compared_is_quiet() => IsQuietAsync("""
        class Samples
        {
            private int _requests;

            public bool IsDue() => Interlocked.Increment(ref _requests) % 100 == 0;
        }
        """);

    [Fact]
    public Task A_limit_of_what_runs_at_once_is_quiet() => IsQuietAsync("""
        class Limit
        {
            private int _running;

            public bool TryEnter()
            {
                var running = Interlocked.Increment(ref _running);
                return running <= 10;
            }
        }
        """);

    [Fact]
    public Task A_count_that_nobody_is_told_is_quiet() => IsQuietAsync("""
        class Totals
        {
            private long _requests;

            public void Count() => Interlocked.Increment(ref _requests);
        }
        """);

    [Fact]
    public Task A_seed_is_seen() => SeesAsync("""
        class Coupons
        {
            private readonly Random _random = [|new Random(42)|];

            public int Next() => _random.Next();
        }
        """);

    [Fact]
    public Task Chance_without_a_seed_is_quiet() => IsQuietAsync("""
        class Coupons
        {
            public int Next() => Random.Shared.Next();

            public string Name() => Guid.NewGuid().ToString();
        }
        """);

    [Fact]
    public Task The_hash_code_of_a_text_is_seen() => SeesAsync("""
        class Shards
        {
            public int Of(string user) => ([|user.GetHashCode()|] & int.MaxValue) % 16;

            public int OfOrdinal(string user) => [|StringComparer.Ordinal.GetHashCode(user)|] % 16;
        }
        """);

    [Fact]
    public Task A_hash_code_in_a_hash_code_is_quiet() => IsQuietAsync("""
        class Name(string text)
        {
            public override bool Equals(object? other) => other is Name;

            public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(text);
        }
        """);

    [Fact]
    public Task An_identifier_of_machine_and_process_is_seen() => SeesAsync("""
        class Orders
        {
            public string Place()
            {
                var orderId = $"{[|Environment.MachineName|]}-{[|Environment.TickCount64|]}";
                return orderId;
            }
        }
        """);

    [Fact]
    public Task A_name_of_the_process_for_those_who_watch_it_is_quiet() => IsQuietAsync("""
        class Replica
        {
            public string InstanceId => $"{Environment.MachineName}/{Environment.ProcessId}";
        }
        """);
}
