using System.Collections.Concurrent;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Storage.Postgres;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>Remembers names and prices in the process, and asks Postgres at every read whether theirs is still the version.</summary>
internal sealed class VersionCheckedCache(ICatalog correct, PostgresStore postgres) : AroundCatalog(correct)
{
    private readonly ConcurrentDictionary<Sku, Product> _known = new();

    public static void Plant(IServiceCollection services) => services.Wrap<ICatalog, VersionCheckedCache>();

    public override async Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken)
    {
        var now = await postgres.QueryAsync(
            "SELECT version, stock FROM products WHERE sku = $1",
            [SqlValue.Text(sku.Value)],
            row => (Version: row.GetInt64(0), Stock: row.GetInt32(1)),
            cancellationToken);
        if (now.Count == 1 && _known.TryGetValue(sku, out var known) && known.Version == now[0].Version)
        {
            return known with { Stock = now[0].Stock };
        }

        var product = await Correct.FindAsync(sku, cancellationToken);
        if (product is not null)
        {
            _known[sku] = product;
        }

        return product;
    }
}
