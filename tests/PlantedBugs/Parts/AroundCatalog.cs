using AspireStateless.Api.Catalog;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>Does what the correct part does, except where it is overridden.</summary>
internal abstract class AroundCatalog(ICatalog correct) : ICatalog
{
    protected ICatalog Correct { get; } = correct;

    public virtual Task<IReadOnlyList<Product>> ListAsync(Sku? after, CancellationToken cancellationToken) =>
        Correct.ListAsync(after, cancellationToken);

    public virtual Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken) => Correct.FindAsync(sku, cancellationToken);

    public virtual Task<ProductWrite> WriteAsync(Sku sku, ProductInput input, CancellationToken cancellationToken) =>
        Correct.WriteAsync(sku, input, cancellationToken);
}
