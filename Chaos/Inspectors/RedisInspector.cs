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

    public Task<long> RunAsync(IReadOnlyList<string> command, string? database, CancellationToken cancellationToken) => AskAsync(
        async server =>
        {
            try
            {
                var answer = await server.ExecuteAsync(command[0], [.. command.Skip(1)]);
                return answer.Resp2Type == ResultType.Integer ? (long)answer : 1;
            }
            catch (RedisServerException refusal)
            {
                throw StoreInspectors.Refused(this, refusal);
            }
        },
        cancellationToken);

    /// <summary>Ends all connections but those of inspectors.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> EndClientsAsync(IServer server)
    {
        var clients = (await server.ClientListAsync()).Where(client => client.Name != StoreInspectors.OwnName);
        return (int)(await Task.WhenAll(clients.Select(client => server.ClientKillAsync(client.Id)))).Sum();
    }

    private static async Task<string> SettingAsync(IServer server, string name) => (await server.ConfigGetAsync(name)).Single().Value;

    /// <summary>The password that its clients are given.</summary>
    public async Task<string?> PasswordAsync(CancellationToken cancellationToken) => (await OptionsAsync(cancellationToken)).Password;

    /// <summary>Asks over a connection of its own.</summary>
    /// <param name="password">Another password than its clients have.</param>
    public async Task<T> AskAsync<T>(Func<IServer, Task<T>> question, CancellationToken cancellationToken, string? password = null)
    {
        var options = await OptionsAsync(cancellationToken);
        options.Password = password ?? options.Password;
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

    private async Task<ConfigurationOptions> OptionsAsync(CancellationToken cancellationToken) =>
        ConfigurationOptions.Parse(await redis.ConnectionStringExpression.GetValueAsync(cancellationToken) ?? "");
}
