using System.Diagnostics;
using Microsoft.Extensions.Options;
using Polly;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage;

/// <summary>
/// The only way to Redis: every call has a deadline, an outage fails fast instead of piling up, and every failure says whether
/// anything can have happened. Calls throw <see cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class RedisStore(RedisConnection connection, IOptions<StorageOptions> options, IHostEnvironment environment) : IDisposable
{
    private readonly ResiliencePipeline _breaker = StoreBreaker.Create(RedisFailure.IsOutage);
    private readonly ActivitySource _spans = new(environment.ApplicationName);
    private readonly TimeSpan _deadline = options.Value.Deadline;

    /// <summary>Runs a script.</summary>
    public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        CallAsync(
            "EVALSHA",
            static (database, call) => call.script.EvaluateAsync(database, call.keys, call.values),
            (script, keys, values),
            cancellationToken);

    /// <summary>Makes one call.</summary>
    /// <param name="operation">The command, for the span.</param>
    /// <param name="call">Sends the command.</param>
    /// <param name="state">What the command needs.</param>
    /// <param name="cancellationToken">The caller is gone: the wait ends, the command may still run.</param>
    public async Task<T> CallAsync<TState, T>(
        string operation, Func<IDatabase, TState, Task<T>> call, TState state, CancellationToken cancellationToken)
    {
        using var span = _spans.StartActivity(operation, ActivityKind.Client);
        span?.SetTag("db.system.name", "redis");
        try
        {
            return await _breaker.ExecuteAsync(
                static (work, cancellationToken) => new ValueTask<T>(work.store.SendAsync(work.call, work.state, cancellationToken)),
                (store: this, call, state),
                cancellationToken);
        }
        catch (Exception exception) when (RedisFailure.IsOfStore(exception))
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw RedisFailure.Classify(exception);
        }
    }

    public void Dispose() => _spans.Dispose();

    private Task<T> SendAsync<TState, T>(Func<IDatabase, TState, Task<T>> call, TState state, CancellationToken cancellationToken) =>
        connection.Database is { } database
            ? call(database, state).WaitAsync(_deadline, cancellationToken)
            : throw new StoreUnavailableException(definite: true, "Redis is not connected yet; nothing was sent.");
}
