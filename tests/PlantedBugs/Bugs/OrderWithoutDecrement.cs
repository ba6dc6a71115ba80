using AspireStateless.Api.Orders;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Sells exactly, but takes the units off the stock in a second transaction: a process or a connection that dies in between leaves an
/// order whose units are still for sale by the stock's count, and stock + sold is never again what it was.
/// </summary>
internal sealed class OrderWithoutDecrement(PlainOrders plain) : IOrderPlacing
{
    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<PlainOrders>();
        services.AddSingleton<IOrderPlacing, OrderWithoutDecrement>();
    }

    public async Task<OrderAnswer> PlaceAsync(OrderRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var shelves = await plain.ReadAsync(request.Items, cancellationToken);
            if ((await plain.FindAsync(request, cancellationToken)
                ?? PlainOrders.RefusalOf(request, shelves, shelf => shelf.InitialStock - shelf.Sold)) is { } decided)
            {
                return decided;
            }

            if (await plain.TryInsertAsync(request, shelves, cancellationToken) is { } placed)
            {
                await plain.DecrementAsync(request, CancellationToken.None);
                return placed;
            }
        }
    }
}
