using System.Text.Json;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.PlantedBugs.Parts;
using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Caches names and prices in Redis as every tutorial does: a reader fills what it misses, a writer deletes after its commit. A reader who
/// asked Postgres before the commit and fills after the deletion brings the past back until the entry ends.
/// </summary>
internal sealed class CacheAsideRace(ICatalog correct, ProductTable table, RedisStore redis) : AroundCatalog(correct)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static void Plant(IServiceCollection services) => services.Wrap<ICatalog, CacheAsideRace>();

    public override async Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken)
    {
        var row = table.ReadAsync(sku, cancellationToken);
        var details = await ReadCachedAsync(sku, cancellationToken);
        if (details is null && (details = await table.ReadDetailsAsync(sku, cancellationToken)) is not null)
        {
            await AfterTheEffect.TryAsync(FillAsync(sku, details));
        }

        return await row is { Stock: var units } && details is not null
            ? new(sku, details.Name, details.Price, details.Version, units)
            : null;
    }

    public override async Task<ProductWrite> WriteAsync(Sku sku, ProductInput input, CancellationToken cancellationToken)
    {
        var write = await Correct.WriteAsync(sku, input, cancellationToken);
        await AfterTheEffect.TryAsync(redis.CallAsync(
            "DEL", static (database, key) => database.KeyDeleteAsync(key), KeyOf(sku), CancellationToken.None));
        return write;
    }

    private async Task<ProductDetails?> ReadCachedAsync(Sku sku, CancellationToken cancellationToken)
    {
        try
        {
            var cached = await redis.CallAsync(
                "GET", static (database, key) => database.StringGetAsync(key), KeyOf(sku), cancellationToken);
            return cached.IsNull ? null : JsonSerializer.Deserialize((string)cached!, CatalogJson.Default.ProductDetails);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private Task<bool> FillAsync(Sku sku, ProductDetails details) =>
        redis.CallAsync(
            "SET",
            static (database, set) => database.StringSetAsync(set.key, set.json, Lifetime),
            (key: KeyOf(sku), json: (RedisValue)JsonSerializer.Serialize(details, CatalogJson.Default.ProductDetails)),
            CancellationToken.None);

    private static RedisKey KeyOf(Sku sku) => $"cached-product:{sku.Value}";
}
