using StackExchange.Redis;

namespace AspireStateless.Api.Storage;

/// <summary>
/// Concurrent calls of one kind that share round trips to Redis. Each call has its deadline and its span; for the breaker a round trip
/// is one call.
/// </summary>
internal sealed class RedisBatcher<TItem, TAnswer>(
    RedisStore redis, string operation, Func<IDatabase, IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> send, TimeProvider time)
{
    // Redis does nothing else while it runs a script: 128 steps of one take it about half a millisecond.
    private const int ItemsMax = 128;

    // Redis syncs its log once a round trip, so a second one at the same time halves the batches and gains nothing.
    private const int RoundTripsMax = 1;

    private readonly Batcher<TItem, TAnswer> _batcher = new(
        (items, limit) => redis.SendAsync(send, items, limit, CancellationToken.None),
        new(ItemsMax, RoundTripsMax, redis.Deadline),
        time);

    /// <summary>Makes one call.</summary>
    /// <param name="item">What to do.</param>
    /// <param name="cancellationToken">The caller is gone: the wait ends; what was sent may still be done.</param>
    /// <exception cref="StoreUnavailableException">The call failed, alone or with its round trip.</exception>
    public Task<TAnswer> CallAsync(TItem item, CancellationToken cancellationToken) =>
        redis.TraceAsync(
            operation,
            static (call, cancellationToken) => call._batcher.CallAsync(call.item, cancellationToken),
            (_batcher, item),
            cancellationToken);
}
