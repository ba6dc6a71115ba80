using StackExchange.Redis;

namespace AspireStateless.Chaos.Inspectors;

/// <summary>Asks a Redis, over a connection made for the question: one that is kept would take seconds to notice a restart.</summary>
internal sealed class RedisInspector(IResourceWithConnectionString redis) : IStoreInspector
{
    public string Name => redis.Name;

    public Task<IReadOnlyList<string>> ConnectionsAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<string>>(
        async server => [.. (await server.ClientListAsync())
            .Select(client => client.Name)
            .OfType<string>()
            .Where(name => name.Length > 0 && name != StoreInspectors.OwnName)
            .Order(StringComparer.Ordinal)],
        cancellationToken);

    /// <summary>The settings that decide what survives a crash.</summary>
    public Task<RedisDurability> DurabilityAsync(CancellationToken cancellationToken) => AskAsync(
        async server => new RedisDurability(
            await SettingAsync(server, "appendfsync"), await SettingAsync(server, "appendonly"), await SettingAsync(server, "save")),
        cancellationToken);

    public Task<string> DataFolderAsync(CancellationToken cancellationToken) =>
        AskAsync(server => SettingAsync(server, "dir"), cancellationToken);

    /// <summary>Runs a script on every key that fits a pattern, in one go each.</summary>
    /// <returns>What it returned for each.</returns>
    public Task<long[]> RunOnKeysAsync(string pattern, string script, CancellationToken cancellationToken) => AskAsync(
        async server =>
        {
            var keys = await server.KeysAsync(pattern: pattern).ToListAsync();
            var database = server.Multiplexer.GetDatabase();
            return await Task.WhenAll(keys.Select(async key => (long)await database.ScriptEvaluateAsync(script, [key])));
        },
        cancellationToken);

    private static async Task<string> SettingAsync(IServer server, string name) => (await server.ConfigGetAsync(name)).Single().Value;

    private async Task<T> AskAsync<T>(Func<IServer, Task<T>> question, CancellationToken cancellationToken)
    {
        var connectionString = await redis.ConnectionStringExpression.GetValueAsync(cancellationToken);
        var options = ConfigurationOptions.Parse(connectionString ?? "");
        options.AllowAdmin = true;
        options.ClientName = StoreInspectors.OwnName;
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = (int)StoreInspectors.AnswerLimit.TotalMilliseconds;
        using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        try
        {
            return await question(connection.GetServer(connection.GetEndPoints()[0]));
        }
        finally
        {
            // Dispose alone waits a second for an answer to its goodbye that never comes.
            await connection.CloseAsync(allowCommandsToComplete: false);
        }
    }
}
