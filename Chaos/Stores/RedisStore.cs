using Aspire.Hosting.ApplicationModel;
using StackExchange.Redis;

namespace AspireStateless.Chaos.Stores;

/// <summary>Asks a Redis, over a connection made for the question: one that is kept would take seconds to notice a restart.</summary>
internal sealed class RedisStore(IResourceWithConnectionString redis) : IStore
{
    private static readonly string[] DurabilitySettings = ["appendonly", "appendfsync", "save"];

    public string Name => redis.Name;

    public Task<IReadOnlyList<string>> ConnectionsAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<string>>(
        async server => [.. (await server.ClientListAsync().ConfigureAwait(false))
            .Select(client => client.Name)
            .OfType<string>()
            .Where(name => name.Length > 0 && name != StoreFacts.OwnName)
            .Order(StringComparer.Ordinal)],
        cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> DurabilityAsync(CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyDictionary<string, string>>(
            async server =>
            {
                var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
                foreach (var setting in DurabilitySettings)
                {
                    var found = await server.ConfigGetAsync(setting).ConfigureAwait(false);
                    values[setting] = found.Single().Value;
                }

                return values;
            },
            cancellationToken);

    public Task<string> DataFolderAsync(CancellationToken cancellationToken) => AskAsync(
        async server => (await server.ConfigGetAsync("dir").ConfigureAwait(false)).Single().Value, cancellationToken);

    /// <summary>Runs a script on every key that fits a pattern, in one go each.</summary>
    /// <returns>What it returned for each.</returns>
    internal Task<long[]> RunOnKeysAsync(string pattern, string script, CancellationToken cancellationToken) => AskAsync(
        async server =>
        {
            var keys = await server.KeysAsync(pattern: pattern).ToListAsync().ConfigureAwait(false);
            var database = server.Multiplexer.GetDatabase();
            return await Task.WhenAll(keys.Select(async key => (long)await database.ScriptEvaluateAsync(script, [key]).ConfigureAwait(false)))
                .ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<T> AskAsync<T>(Func<IServer, Task<T>> question, CancellationToken cancellationToken)
    {
        var connectionString = await redis.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var options = ConfigurationOptions.Parse(connectionString ?? "");
        options.AllowAdmin = true;
        options.ClientName = StoreFacts.OwnName;
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = (int)StoreFacts.AnswerLimit.TotalMilliseconds;
        using var connection = await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false);
        try
        {
            return await question(connection.GetServer(connection.GetEndPoints()[0])).ConfigureAwait(false);
        }
        finally
        {
            // Dispose alone waits a second for an answer to its goodbye that never comes.
            await connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
        }
    }
}
