using Aspire.Hosting.ApplicationModel;
using StackExchange.Redis;

namespace AspireStateless.Chaos.Stores;

/// <summary>Asks a Redis about itself, over a connection made for the question: one that is kept would take seconds to notice a restart.</summary>
internal sealed class RedisStore(RedisResource redis)
{
    private const string OwnName = "chaos-control";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);
    private static readonly string[] DurabilitySettings = ["appendonly", "appendfsync", "save"];

    internal string Name => redis.Name;

    /// <summary>Names of the other clients' connections; null if the store does not answer.</summary>
    internal Task<IReadOnlyList<string>?> ConnectionsAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<string>>(
        async server => [.. (await server.ClientListAsync().ConfigureAwait(false))
            .Select(client => client.Name)
            .Where(name => !string.IsNullOrEmpty(name) && name != OwnName)
            .Order(StringComparer.Ordinal)],
        cancellationToken);

    /// <summary>Values of the settings that decide what survives a crash; null if the store does not answer.</summary>
    internal Task<IReadOnlyDictionary<string, string>?> DurabilityAsync(CancellationToken cancellationToken) =>
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

    private async Task<T?> AskAsync<T>(Func<IServer, Task<T>> question, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerLimit);
        try
        {
            // The client has no time-outs of its own for asynchronous calls: a paused server would hold us for ever.
            return await AskNowAsync(question, deadline.Token).WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is RedisException or TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<T> AskNowAsync<T>(Func<IServer, Task<T>> question, CancellationToken cancellationToken)
    {
        var connectionString = await redis.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var options = ConfigurationOptions.Parse(connectionString ?? "");
        options.AllowAdmin = true;
        options.ClientName = OwnName;
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = (int)AnswerLimit.TotalMilliseconds;
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
