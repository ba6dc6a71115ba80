namespace AspireStateless.Architecture.Tests;

/// <summary>
/// Who may touch the client library of a store. A request that did it by itself would have no deadline, no breaker, and no word about what
/// was done: everybody else goes through <c>PostgresStore</c> and <c>RedisStore</c>.
/// </summary>
public sealed class StoreClientsTests
{
    [Theory]
    [InlineData("Npgsql.NpgsqlDataSource", "PostgresConnections")]
    // Besides the store: the health check, which has a limit of its own, and what runs beside the requests.
    [InlineData(
        "AspireStateless.Api.Storage.Postgres.PostgresConnections",
        "PostgresConnections PostgresServices PostgresStore PostgresCheck PostgresSentinel SchemaUpgrade")]
    // Besides these, the counters of a replica, which read how much was sent and send nothing.
    [InlineData("StackExchange.Redis.IConnectionMultiplexer", "RedisStore RedisCheck ReplicaCounters CountersApi")]
    public void Only_these_use_it(string client, string users)
    {
        var found =
            from type in ArrowsTests.Architecture.Types
            where type.Namespace.FullName.StartsWith("AspireStateless.Api", StringComparison.Ordinal)
            where type.Dependencies.Any(dependency => dependency.Target.FullName == client)
            // A lambda is part of whoever contains it.
            select type.FullName.Split('.')[^1].Split('+', '/', '<')[0];

        Assert.Equal(users.Split(' ').Order(StringComparer.Ordinal), found.Distinct().Order(StringComparer.Ordinal));
    }
}
