using System.Collections.Concurrent;
using AspireStateless.Api.Catalog;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Remembers lists of products in the process and forgets them when it creates one itself: products of other replicas are missing in them
/// for good, though each is found by its sku.
/// </summary>
internal sealed class ListRemembered(ICatalog correct) : AroundCatalog(correct)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Product>> _lists = new(StringComparer.Ordinal);

    public static void Plant(IServiceCollection services) => services.Wrap<ICatalog, ListRemembered>();

    public override async Task<IReadOnlyList<Product>> ListAsync(Sku? after, CancellationToken cancellationToken) =>
        _lists.TryGetValue(after?.Value ?? "", out var known)
            ? known
            : _lists.GetOrAdd(after?.Value ?? "", await Correct.ListAsync(after, cancellationToken));

    public override async Task<ProductWrite> WriteAsync(Sku sku, ProductInput input, CancellationToken cancellationToken)
    {
        var write = await Correct.WriteAsync(sku, input, cancellationToken);
        _lists.Clear();
        return write;
    }
}
