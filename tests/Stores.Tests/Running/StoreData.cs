using Npgsql;
using StackExchange.Redis;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>What the stores hold, asked for over connections that last as long as the question.</summary>
internal static class StoreData
{
    public static async Task<long> CountInRedisAsync(string connectionString)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(connectionString);
        return await redis.GetDatabase().StringIncrementAsync("count");
    }

    public static async Task<long> CountInPostgresAsync(string connectionString)
    {
        await using var connection = await ConnectAsync(connectionString);
        await using var command = new NpgsqlCommand(
            "CREATE TABLE IF NOT EXISTS counted (id bigserial); INSERT INTO counted DEFAULT VALUES; SELECT count(*) FROM counted",
                connection);
        return (long)(await command.ExecuteScalarAsync(Deadline.Token))!;
    }

    public static async Task<NpgsqlConnection> ConnectAsync(string connectionString)
    {
        var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(Deadline.Token);
        return connection;
    }
}
