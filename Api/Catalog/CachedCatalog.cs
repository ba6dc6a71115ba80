using AspireStateless.Api.Storage;
using AspireStateless.Api.Telemetry;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Catalog;

/// <summary>
/// Reads names and prices through the cache, and everything else, and whenever the cache is away or in doubt, from Postgres.
/// </summary>
/// <remarks>
/// A write reads the fence, marks itself in Redis, commits in Postgres if the fence is still the same, and puts its outcome into the cache
/// as it takes its mark away, in one step. While there is a mark, readers go to Postgres and fill nothing. A writer that dies leaves its
/// mark: a reader who meets an old one raises the fence, after which that write can never commit, and takes the mark away. Raising the
/// version instead would be a write without a mark: of two who did so at once, the first would let readers see less than the second.
/// </remarks>
internal sealed class CachedCatalog(ProductTable table, ProductCache cache, IOptions<CatalogOptions> options, ApiMeter meter) : ICatalog
{
    // Another attempt follows only where one took longer than a write may.
    private const int WriteAttempts = 3;

    private readonly TimeSpan _pendingMax = options.Value.PendingMax;
    private readonly SingleFlightReads _reads = new(table, cache);

    public Task<IReadOnlyList<Product>> ListAsync(Sku? after, CancellationToken cancellationToken) =>
        table.ListAsync(after, cancellationToken);

    public async Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken)
    {
        var row = table.ReadAsync(sku, cancellationToken);
        var details = ReadDetailsAsync(sku, cancellationToken);
        await Task.WhenAll(row, details);
        if (await row is not { } product)
        {
            return null;
        }

        // What is known less of than in Postgres was forgotten, by a Redis that came back older than it was, or created a moment ago: no
        // lease ends with a creation, so a query that readers share may have begun before it.
        return await details is { } known && known.Version >= product.Version
            ? new(sku, known.Name, known.Price, known.Version, product.Stock)
            : product;
    }

    public async Task<ProductWrite> WriteAsync(Sku sku, ProductInput input, CancellationToken cancellationToken)
    {
        if (input.Stock is { } stock)
        {
            // Nobody can have cached what did not exist, so a creation takes no mark.
            return await table.AddAsync(sku, input, stock, cancellationToken) is { } created
                ? new(ProductOutcome.Created, created)
                : new(ProductOutcome.StockFixed);
        }

        for (var attempt = 0; attempt < WriteAttempts; attempt++)
        {
            // Before the mark: who takes the mark away raises the fence after it, and so after this.
            if (await BeforeAnyEffect.RunAsync(table.ReadFenceAsync(sku, cancellationToken)) is not { } fence)
            {
                return new(ProductOutcome.StockMissing);
            }

            if (await ReplaceAsync(sku, input, fence, cancellationToken) is { } replaced)
            {
                return new(ProductOutcome.Replaced, replaced);
            }
        }

        return new(ProductOutcome.GivenUp);
    }

    private async Task<Product?> ReplaceAsync(Sku sku, ProductInput input, long fence, CancellationToken cancellationToken)
    {
        var write = await BeforeAnyEffect.RunAsync(cache.MarkAsync(sku, cancellationToken));
        Product? replaced;
        try
        {
            replaced = await table.ReplaceAsync(sku, input, fence, cancellationToken);
        }
        catch (StoreUnavailableException unavailable) when (unavailable.Definite)
        {
            await AfterTheEffect.TryAsync(cache.UnmarkAsync(sku, [write], CancellationToken.None));
            throw;
        }

        await AfterTheEffect.TryAsync(replaced is null
            ? cache.UnmarkAsync(sku, [write], CancellationToken.None)
            : cache.FinishAsync(sku, new(replaced.Name, replaced.Price, replaced.Version), [write], CancellationToken.None));
        return replaced;
    }

    private async Task<ProductDetails?> ReadDetailsAsync(Sku sku, CancellationToken cancellationToken)
    {
        CachedProduct cached;
        try
        {
            cached = await cache.ReadAsync(sku, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            meter.ProductLookedUp("away");
            return await table.ReadDetailsAsync(sku, cancellationToken);
        }

        meter.ProductLookedUp(cached switch
        {
            CachedProduct.Hit => "hit",
            CachedProduct.Miss => "miss",
            _ => "pending",
        });
        return cached switch
        {
            CachedProduct.Hit hit => hit.Details,
            CachedProduct.Miss miss => await _reads.ReadAsync(sku, miss.Lease, cancellationToken),
            CachedProduct.Pending pending when pending.Age > _pendingMax => await RepairAsync(sku, pending.Writes, cancellationToken),
            _ => await table.ReadDetailsAsync(sku, cancellationToken),
        };
    }

    private async Task<ProductDetails?> RepairAsync(Sku sku, IReadOnlyList<string> writes, CancellationToken cancellationToken)
    {
        var fenced = await table.RaiseFenceAsync(sku, cancellationToken);
        if (fenced is not null)
        {
            await AfterTheEffect.TryAsync(cache.FinishAsync(sku, fenced, writes, CancellationToken.None));
        }

        return fenced;
    }
}
