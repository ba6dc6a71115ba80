namespace AspireStateless.Api.Storage;

/// <summary>
/// Concurrent calls of one kind that share round trips to a store. Each call has its deadline and its span; for the breaker a round trip
/// is one call.
/// </summary>
internal sealed class StoreBatcher<TItem, TAnswer>(StoreSpans spans, string operation, Batcher<TItem, TAnswer> batcher)
{
    /// <summary>Makes one call.</summary>
    /// <param name="cancellationToken">The caller is gone: the wait ends; what was sent may still be done.</param>
    /// <exception cref="StoreUnavailableException">The call failed, alone or with its round trip.</exception>
    public Task<TAnswer> CallAsync(TItem item, CancellationToken cancellationToken) =>
        spans.TraceAsync(
            operation,
            static (call, cancellationToken) => call.batcher.CallAsync(call.item, cancellationToken),
            (batcher, item),
            cancellationToken);
}
