using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Catalog;

/// <summary>A product, as answered.</summary>
/// <param name="Sku">Unique.</param>
/// <param name="Price">Two decimals.</param>
/// <param name="Version">Of name and price: 1 at creation, higher with every change.</param>
/// <param name="Stock">Units left.</param>
internal sealed record Product(Sku Sku, ProductName Name, decimal Price, long Version, int Stock);

/// <summary>The part of a product that may be cached.</summary>
internal sealed record ProductDetails(ProductName Name, decimal Price, long Version);

/// <summary>The answer of <c>GET /products</c>.</summary>
internal sealed record ProductList(IReadOnlyList<Product> Products);

/// <summary>The body of <c>PUT /products/{sku}</c>.</summary>
/// <param name="Price">0.01 to 1,000,000 with at most two decimals.</param>
/// <param name="Stock">0 to 1,000,000 units; when the product is created, and only then.</param>
internal sealed record ProductInput([property: JsonRequired] ProductName Name, [property: JsonRequired] decimal Price, int? Stock = null)
{
    private const decimal PriceMin = 0.01m;
    private const decimal PriceMax = 1_000_000;
    private const int StockMax = 1_000_000;

    /// <exception cref="InvalidInputException">A number that a product does not take.</exception>
    public void RequireValid()
    {
        if (Price is < PriceMin or > PriceMax || decimal.Round(Price, 2) != Price)
        {
            throw new InvalidInputException("price", "price must be 0.01 to 1000000 with at most 2 decimals.");
        }

        if (Stock is < 0 or > StockMax)
        {
            throw new InvalidInputException("stock", "stock must be 0 to 1000000.");
        }
    }
}
