using AspireStateless.Api.Orders;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Looks whether there is enough and sells in another statement, with a stock that is cut off at zero so that the database does not
/// complain: of those who want the last unit at once, several get it.
/// </summary>
internal sealed class Oversell(PlainOrders plain) : IOrderPlacing
{
    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<PlainOrders>();
        services.AddSingleton<IOrderPlacing, Oversell>();
    }

    public async Task<OrderAnswer> PlaceAsync(OrderRequest request, CancellationToken cancellationToken)
    {
        var shelves = await plain.ReadAsync(request.Items, cancellationToken);
        var refusal = PlainOrders.RefusalOf(request, shelves, shelf => shelf.Stock);
        while (true)
        {
            if ((await plain.FindAsync(request, cancellationToken) ?? refusal) is { } decided)
            {
                return decided;
            }

            if (await plain.TryInsertAsync(request, shelves, cancellationToken) is { } placed)
            {
                await plain.DecrementAsync(request, CancellationToken.None);
                return placed;
            }

            shelves = await plain.ReadAsync(request.Items, cancellationToken);
        }
    }
}
