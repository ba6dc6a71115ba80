using System.Collections.Concurrent;
using AspireStateless.Api.Catalog;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Remembers in the process, for a while, which products there are not, and forgets only what it creates itself: a replica that was asked
/// too early goes on denying a product that another one has created.
/// </summary>
internal sealed class AbsenceRemembered(ICatalog correct, TimeProvider time) : AroundCatalog(correct)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Sku, DateTimeOffset> _absent = new();

    public static void Plant(IServiceCollection services) => services.Wrap<ICatalog, AbsenceRemembered>();

    public override async Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_absent.TryGetValue(sku, out var until) && now < until)
        {
            return null;
        }

        var product = await Correct.FindAsync(sku, cancellationToken);
        if (product is null)
        {
            _absent[sku] = now + Remembered;
        }

        return product;
    }

    public override async Task<ProductWrite> WriteAsync(Sku sku, ProductInput input, CancellationToken cancellationToken)
    {
        var write = await Correct.WriteAsync(sku, input, cancellationToken);
        _absent.TryRemove(sku, out _);
        return write;
    }
}
