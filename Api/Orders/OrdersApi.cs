using AspireStateless.Api.Answers;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Orders;

/// <summary>Places orders and shows them.</summary>
internal static class OrdersApi
{
    public static void AddOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OrderTable>();
        builder.Services.AddSingleton<IOrderPlacing>(services => services.GetRequiredService<OrderTable>());
        builder.Services.AddSingleton<OrderKeys>();
        builder.Services.AddSingleton<IOrders, PostgresOrders>();
    }

    public static void MapOrders(this WebApplication app)
    {
        var orders = app.MapGroup("/orders")
            .WithTags("Orders")
            .Refuses(ProblemType.InvalidInput, ProblemType.StoreUnavailable);
        orders.MapPost("", Place)
            .RequireSession()
            .WithSummary("Buy the cart, or named items")
            .WithDescription("A repeated Idempotency-Key buys nothing and gets the first order, with the header Idempotent-Replay: true.")
            .Refuses(ProblemType.SoldOut, ProblemType.CartEmpty, ProblemType.OrderInProgress, ProblemType.OrderCancelled)
            .Refuses(ProblemType.UnsupportedMediaType, ProblemType.KeyReused, ProblemType.UnknownProduct);
        orders.MapGet("/{id}", Find)
            .RequireSession()
            .WithSummary("Read an order of one's own; the admin reads all")
            .Refuses(ProblemType.NotFound);
        orders.MapGet("", List)
            .RequireAdmin()
            .WithSummary("At most 100 orders in the order of their ids, those after one if it is named, with a product if one is named");
    }

    private static async Task<Results<Created<Order>, Json<Order>, ProblemHttpResult>> Place(
        [FromHeader(Name = IdempotencyKey.Header)] IdempotencyKey key,
        OrderBody body,
        Caller caller,
        IOrders orders,
        IOptions<CartsOptions> limits,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var placed = await orders.PlaceAsync(caller.User, key, body.ToItems(limits.Value), cancellationToken);
        switch (placed.Outcome)
        {
            case OrderOutcome.Placed:
                return TypedResults.Created($"/orders/{placed.Order!.Id}", placed.Order);
            case OrderOutcome.Replayed:
                IdempotencyKey.SayReplay(response);
                return Json.Of(placed.Order!);
            default:
                return OrdersProblem.Of(placed, response);
        }
    }

    // Whose orders there are is nobody else's business: another user's are not found.
    private static async Task<Results<Json<Order>, ProblemHttpResult>> Find(
        long id, Caller caller, IOrders orders, CancellationToken cancellationToken) =>
        await orders.FindAsync(id, cancellationToken) is { } order && (order.User == caller.User || caller.IsAdmin)
            ? Json.Of(order)
            : ApiProblem.Refused(ProblemType.NotFound, $"There is no order {id} of this user.", "id");

    private static async Task<Json<OrderList>> List(
        Sku? sku, IOrders orders, CancellationToken cancellationToken, long after = 0) =>
        Json.Of(new OrderList(await orders.ListAsync(sku, after, cancellationToken)));
}
