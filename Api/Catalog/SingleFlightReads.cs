using System.Collections.Concurrent;
using AspireStateless.Api.Storage;

namespace AspireStateless.Api.Catalog;

/// <summary>
/// Reads a product from Postgres once for all readers of this replica who missed it in the cache at the same time, and fills the cache.
/// </summary>
/// <remarks>
/// Readers share by lease. A lease ends with the next write of its product, so a reader who holds one knows that no write was made since
/// it was given out, and a query that began under it is as new to them as one of their own.
/// </remarks>
internal sealed class SingleFlightReads(ProductTable table, ProductCache cache)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ProductDetails?>> _running = new(StringComparer.Ordinal);

    public async Task<ProductDetails?> ReadAsync(Sku sku, string lease, CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource<ProductDetails?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shared = _running.GetOrAdd(lease, mine);
        if (shared == mine)
        {
            var reading = ReadAndFillAsync(sku, lease);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _running.TryRemove(lease, out _);
            mine.SetFromTask(reading);
        }

        return await shared.Task.WaitAsync(cancellationToken);
    }

    // For all who wait, so none of them can cancel it.
    private async Task<ProductDetails?> ReadAndFillAsync(Sku sku, string lease)
    {
        var details = await table.ReadDetailsAsync(sku, CancellationToken.None);
        if (details is not null)
        {
            await AfterTheEffect.TryAsync(cache.FillAsync(sku, lease, details, CancellationToken.None));
        }

        return details;
    }
}
