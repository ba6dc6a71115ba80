using AspireStateless.Api.Answers;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Catalog;

/// <summary>Shows the products to everyone, and lets the admin write them.</summary>
internal static class CatalogApi
{
    public static void AddCatalog(this WebApplicationBuilder builder)
    {
        builder.AddSection<CatalogOptions>("Catalog");
        builder.Services.AddSingleton<ProductTable>();
        builder.Services.AddSingleton<ProductCache>();
        builder.Services.AddSingleton<ICatalog, CachedCatalog>();
    }

    public static void MapCatalog(this WebApplication app)
    {
        var products = app.MapGroup("/products")
            .WithTags("Catalog")
            .Refuses(ProblemType.InvalidInput, ProblemType.StoreUnavailable);
        products.MapGet("", List)
            .WithSummary("At most 100 products in the order of their skus, those after one if it is named");
        products.MapGet("/{sku}", Find)
            .WithSummary("Read a product")
            .Refuses(ProblemType.NotFound);
        products.MapPut("/{sku}", Write)
            .RequireAdmin()
            .WithSummary("Create a product, with a stock, or replace the name and price of one, without")
            .Refuses(ProblemType.WriteGivenUp, ProblemType.UnsupportedMediaType, ProblemType.StockFixed);
    }

    private static async Task<Json<ProductList>> List(Sku? after, ICatalog catalog, CancellationToken cancellationToken) =>
        Json.Of(new ProductList(await catalog.ListAsync(after, cancellationToken)));

    private static async Task<Results<Json<Product>, ProblemHttpResult>> Find(
        Sku sku, ICatalog catalog, CancellationToken cancellationToken) =>
        await catalog.FindAsync(sku, cancellationToken) is { } product
            ? Json.Of(product)
            : ApiProblem.Refused(ProblemType.NotFound, $"There is no product {sku}.", "sku");

    private static async Task<Results<Json<Product>, Created<Product>, ProblemHttpResult>> Write(
        Sku sku, ProductInput body, ICatalog catalog, CancellationToken cancellationToken)
    {
        body.RequireValid();
        var write = await catalog.WriteAsync(sku, body, cancellationToken);
        return write.Outcome switch
        {
            ProductOutcome.Created => TypedResults.Created($"/products/{sku}", write.Product),
            ProductOutcome.Replaced => Json.Of(write.Product!),
            ProductOutcome.StockMissing =>
                ApiProblem.Refused(ProblemType.InvalidInput, $"There is no product {sku} yet; to create it, say its stock.", "stock"),
            ProductOutcome.StockFixed =>
                ApiProblem.Refused(ProblemType.StockFixed, $"{sku} exists, and its stock changes only by orders. Leave it out.", "stock"),
            _ => ApiProblem.Refused(ProblemType.WriteGivenUp, "The write took longer than Catalog:PendingMax. Try again."),
        };
    }
}
