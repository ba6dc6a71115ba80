using System.Diagnostics;
using System.Net;
using AspireStateless.Api.Telemetry;
using Microsoft.Extensions.Options;
using Polly;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage.Redis;

/// <summary>
/// The only way to Redis: every call has a deadline, an outage fails fast instead of piling up, and every failure says whether
/// anything can have happened. Calls throw <see cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class RedisStore(
    IConnectionMultiplexer redis, IOptions<StorageOptions> options, ActivitySource source, ApiMeter meter, TimeProvider time,
    ILogger<RedisStore> logger)
{
    private const string Name = "redis";

    // Redis does nothing else while it runs a script: 128 steps of one take it about half a millisecond.
    private const int BatchItemsMax = 128;

    // Redis syncs its log once a round trip, so a second one at the same time halves the batches and gains nothing.
    private const int BatchRoundTripsMax = 1;

    private readonly IDatabase _database = redis.GetDatabase();
    private readonly ResiliencePipeline _breaker = StoreBreaker.Create(RedisFailure.IsOutage, Name, meter, logger);
    private readonly StoreSpans _spans = new(source, Name, redis.GetEndPoints(configuredOnly: true).OfType<DnsEndPoint>().FirstOrDefault());
    private readonly TimeSpan _deadline = options.Value.Deadline;

    /// <summary>Runs a script as one step of Redis. It is sent by its hash, and in full to a server that does not know it yet.</summary>
    public Task<RedisResult> EvaluateAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        CallAsync(
            "EVALSHA",
            static (database, call) => database.ScriptEvaluateAsync(call.script, call.keys, call.values),
            (script, keys, values),
            cancellationToken);

    /// <summary>Makes one call, with a span and the deadline.</summary>
    /// <param name="operation">The command, for the span.</param>
    /// <param name="cancellationToken">The caller is gone: the wait ends, the command may still run.</param>
    public Task<T> CallAsync<TState, T>(
        string operation, Func<IDatabase, TState, Task<T>> send, TState state, CancellationToken cancellationToken) =>
        _spans.TraceAsync(
            operation,
            static (call, cancellationToken) => call.store.SendAsync(call.send, call.state, call.store._deadline, cancellationToken),
            (store: this, send, state),
            cancellationToken);

    /// <summary>Lets concurrent calls of one kind share round trips.</summary>
    /// <param name="operation">The command, for the spans.</param>
    /// <param name="send">Sends one command that does what each item says, in order; answers in the same order.</param>
    public StoreBatcher<TItem, TAnswer> Batch<TItem, TAnswer>(
        string operation, Func<IDatabase, IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> send) => new(
            _spans,
            operation,
            new(
                (items, limit) => SendAsync(send, items, limit, CancellationToken.None),
                new(BatchItemsMax, BatchRoundTripsMax, _deadline),
                time));

    /// <summary>Makes one round trip, which the breaker counts.</summary>
    /// <param name="limit">How long the answer may take before the outcome counts as unknown.</param>
    private async Task<T> SendAsync<TState, T>(
        Func<IDatabase, TState, Task<T>> send, TState state, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await _breaker.ExecuteAsync(
                static (call, cancellationToken) => new ValueTask<T>(
                    call.send(call.store._database, call.state).WaitAsync(call.limit, cancellationToken)),
                (store: this, send, state, limit),
                cancellationToken);
        }
        catch (Exception exception) when (RedisFailure.IsOfStore(exception))
        {
            throw RedisFailure.Classify(exception);
        }
    }
}
