using AspireStateless.Api.Tests.Planted;
using AspireStateless.Api.Tests.Servers;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Stores))]
// Most tests wait for processes, which two at a time would leave the cores idle for; four starve each other beside another project's tests.
[assembly: Parallelization(MaxThreads = 3)]

namespace AspireStateless.Api.Tests.Servers;

/// <summary>
/// The stores that a replica needs. One pair is shared by the assembly, where each test owns its names; a test that stops a store makes
/// its own.
/// </summary>
public sealed class Stores : IAsyncLifetime
{
    public Stores()
        : this(new(), new())
    {
    }

    private Stores(RedisServer redis, PostgresServer postgres) => (Redis, Postgres) = (redis, postgres);

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    /// <summary>The connection string that replicas get; the shared database's unless set.</summary>
    public string? Database { get; init; }

    public IEnumerable<(string Name, string Value)> Settings =>
    [
        ("ConnectionStrings:redis", Redis.ConnectionString),
        ("ConnectionStrings:shop", Database ?? Postgres.ConnectionString),
        ("Accounts:AdminPassword", AdminPassword),
        // A hash that takes as long as it should would be most of what the tests do.
        ("Accounts:PasswordIterations", "1000"),
        ("Accounts:SignUpsPerMinute", "0"),
        ("Accounts:FailedLoginsPerMinute", "0"),
    ];

    private const int MostWarmUps = 5;

    public const string AdminPassword = "the-admin-of-the-tests";

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(Redis.StartAsync(), Postgres.InitializeAsync());
        await WarmUpAsync();
    }

    /// <summary>The same Postgres with another Redis.</summary>
    public Stores With(RedisServer redis) => new(redis, Postgres) { Database = Database };

    /// <summary>The same Redis with another Postgres, or another of its databases.</summary>
    public Stores With(PostgresServer postgres, string? database = null) => new(Redis, postgres) { Database = database };

    public async ValueTask DisposeAsync()
    {
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>
    /// Has one host asked for everything, on stores of its own. What is compiled while it is asked for the first time, by several tests at
    /// once, takes longer than a call to a store may: all hosts of this process find it compiled.
    /// </summary>
    private async Task WarmUpAsync()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var host = new HostPair(With(Postgres, await Postgres.CreateDatabaseAsync()).With(redis));
        for (var tried = 0; tried < MostWarmUps; tried++)
        {
            try
            {
                await new CarefulClient(host.Client).WalkAsync();
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // That is what it is for. Whatever is wrong with the service, the tests say it.
            }
        }
    }
}
