namespace AspireStateless.Analyzers.Tests.Stores;

public sealed class LocalLockTests() : RuleTests("STATE007")
{
    private const string Counters = """
        interface ICounters { Task<long> ReadAsync(string page); Task WriteAsync(string page, long count); }
        """;

    [Fact]
    public Task A_semaphore_around_a_write_is_seen() => SeesAsync("""
        class Visits(ICounters counters)
        {
            private readonly SemaphoreSlim _turn = new(1);

            public async Task<long> CountAsync(string page)
            {
                await _turn.[|WaitAsync|]();
                try
                {
                    var count = await counters.ReadAsync(page) + 1;
                    await counters.WriteAsync(page, count);
                    return count;
                }
                finally
                {
                    _turn.Release();
                }
            }
        }
        """ + Counters);

    [Fact]
    public Task A_semaphore_for_each_key_is_seen() => SeesAsync("""
        class Visits(ICounters counters)
        {
            private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

            public async Task CountAsync(string page)
            {
                var turn = _turns.GetOrAdd(page, _ => new SemaphoreSlim(1, 1));
                await turn.[|WaitAsync|]();
                await counters.WriteAsync(page, await counters.ReadAsync(page) + 1);
                turn.Release();
            }
        }
        """ + Counters);

    [Fact]
    public Task A_lock_around_Redis_is_seen() => SeesAsync("""
        using StackExchange.Redis;
        class Visits(IDatabase redis)
        {
            private readonly Lock _lock = new();

            public long Count(string page)
            {
                [|lock|] (_lock)
                {
                    var count = (long)redis.StringGet(page) + 1;
                    redis.StringSet(page, count);
                    return count;
                }
            }
        }
        """);

    [Fact]
    public Task A_flag_of_the_process_in_front_of_a_write_is_seen() => SeesAsync("""
        class Seeds(ICounters counters)
        {
            private int _done;

            public async Task SeedAsync()
            {
                if (Interlocked.[|Exchange|](ref _done, 1) == 0)
                {
                    await counters.WriteAsync("home", 0);
                }
            }
        }
        """ + Counters);

    [Fact]
    public Task A_limit_of_what_runs_at_once_is_quiet() => IsQuietAsync("""
        class Visits(ICounters counters)
        {
            private readonly SemaphoreSlim _atOnce = new(Environment.ProcessorCount);

            public async Task WriteAsync(string page, long count)
            {
                await _atOnce.WaitAsync();
                await counters.WriteAsync(page, count);
                _atOnce.Release();
            }
        }
        """ + Counters);

    [Fact]
    public Task A_lock_around_memory_is_quiet() => IsQuietAsync("""
        class Batch
        {
            private readonly Lock _lock = new();
            private readonly Queue<string> _waiting = new();

            public void Add(string item)
            {
                lock (_lock)
                {
                    _waiting.Enqueue(item);
                }
            }
        }
        """);

    [Fact]
    public Task A_semaphore_around_a_read_is_quiet() => IsQuietAsync("""
        class Visits(ICounters counters)
        {
            private readonly SemaphoreSlim _turn = new(1);

            public async Task<long> ReadAsync(string page)
            {
                await _turn.WaitAsync();
                try
                {
                    return await counters.ReadAsync(page);
                }
                finally
                {
                    _turn.Release();
                }
            }
        }
        """ + Counters);

    [Fact]
    public Task A_write_before_the_lock_is_quiet() => IsQuietAsync("""
        class Visits(ICounters counters)
        {
            private readonly SemaphoreSlim _turn = new(1);

            public async Task CountAsync(string page)
            {
                await counters.WriteAsync(page, 1);
                await _turn.WaitAsync();
                _turn.Release();
            }
        }
        """ + Counters);
}
