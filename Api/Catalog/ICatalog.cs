namespace AspireStateless.Api.Catalog;

/// <summary>
/// The products. Nobody meets a name or price older than their own last write, or than one they have seen. Every method throws
/// <see cref="Storage.StoreUnavailableException"/>.
/// </summary>
internal interface ICatalog
{
    /// <returns>At most 100 products, in the order of their skus, that come after one.</returns>
    Task<IReadOnlyList<Product>> ListAsync(Sku? after, CancellationToken cancellationToken);

    /// <returns>Null if there is none.</returns>
    Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken);

    /// <summary>Creates a product, with a stock, or replaces the name and price of one that exists, without.</summary>
    Task<ProductWrite> WriteAsync(Sku sku, ProductInput input, CancellationToken cancellationToken);
}

/// <summary>What became of a write.</summary>
/// <param name="Product">The product after it; null unless it was made.</param>
internal sealed record ProductWrite(ProductOutcome Outcome, Product? Product = null);

internal enum ProductOutcome
{
    /// <summary>The write took so long, again and again, that readers gave it up; nothing was written.</summary>
    GivenUp,

    Created,

    Replaced,

    /// <summary>There is no such product, and creating it takes a stock.</summary>
    StockMissing,

    /// <summary>The product exists, and its stock changes only by orders.</summary>
    StockFixed,
}
