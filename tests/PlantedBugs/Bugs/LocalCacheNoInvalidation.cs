using System.Collections.Concurrent;
using AspireStateless.Api.Catalog;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Remembers names and prices in the process and forgets only what it writes itself: other replicas show the old ones for good.
/// </summary>
internal sealed class LocalCacheNoInvalidation(ICatalog correct) : AroundCatalog(correct)
{
    private readonly ConcurrentDictionary<Sku, Product> _known = new();

    public static void Plant(IServiceCollection services) => services.Wrap<ICatalog, LocalCacheNoInvalidation>();

    public override async Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken) =>
        await Correct.FindAsync(sku, cancellationToken) is { } product
            ? _known.GetOrAdd(sku, product) with { Stock = product.Stock }
            : null;

    public override async Task<ProductWrite> WriteAsync(Sku sku, ProductInput input, CancellationToken cancellationToken)
    {
        var write = await Correct.WriteAsync(sku, input, cancellationToken);
        _known.TryRemove(sku, out _);
        return write;
    }
}
