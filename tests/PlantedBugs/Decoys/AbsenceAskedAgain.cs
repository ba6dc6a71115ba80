using System.Collections.Concurrent;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Storage.Postgres;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>
/// Remembers in the process which products there are not, so as not to look for them in the cache, and asks Postgres at every read whether
/// that is still so.
/// </summary>
internal sealed class AbsenceAskedAgain(ICatalog correct, PostgresStore postgres) : AroundCatalog(correct)
{
    private readonly ConcurrentDictionary<Sku, bool> _absent = new();

    public static void Plant(IServiceCollection services) => services.Wrap<ICatalog, AbsenceAskedAgain>();

    public override async Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken)
    {
        if (_absent.ContainsKey(sku) && !await ExistsAsync(sku, cancellationToken))
        {
            return null;
        }

        var product = await Correct.FindAsync(sku, cancellationToken);
        if (product is null)
        {
            _absent[sku] = true;
        }
        else
        {
            _absent.TryRemove(sku, out _);
        }

        return product;
    }

    private async Task<bool> ExistsAsync(Sku sku, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            "SELECT 1 FROM products WHERE sku = $1", [SqlValue.Text(sku.Value)], row => row.GetInt32(0), cancellationToken)).Count == 1;
}
