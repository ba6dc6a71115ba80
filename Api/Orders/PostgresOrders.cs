using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Telemetry;

namespace AspireStateless.Api.Orders;

/// <summary>Places orders in Postgres, and empties the cart in Redis that one of them bought.</summary>
/// <remarks>
/// The cart is marked, then the order placed, then the cart emptied and the mark taken away. Whoever dies in between leaves a mark, and
/// <see cref="CartMarks"/> does the rest. The order in Postgres decides alone: it exists or its key is refused for good.
/// </remarks>
internal sealed class PostgresOrders(
    IOrderPlacing placing, OrderTable table, OrderKeys keys, CartStore carts, CartMarks marks, ApiMeter meter)
    : IOrders
{
    // Each round settles an order that had the cart before.
    private const int Rounds = 4;

    public async Task<PlacedOrder> PlaceAsync(
        Username user, IdempotencyKey key, IReadOnlyList<CartItem>? items, CancellationToken cancellationToken)
    {
        var placed = await DecideAsync(user, key, items, cancellationToken);
        meter.OrderDecided(placed.Outcome.ToString());
        if (placed.Outcome == OrderOutcome.Replayed)
        {
            meter.Replayed("order");
        }

        return placed;
    }

    public Task<Order?> FindAsync(long id, CancellationToken cancellationToken) => table.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Order>> ListAsync(Sku? sku, long after, CancellationToken cancellationToken) =>
        table.ListAsync(sku, after, cancellationToken);

    public async Task<bool> WasAppliedAsync(Username user, IdempotencyKey key, CancellationToken cancellationToken) =>
        await keys.FindAsync(user, key.Value, cancellationToken) is { OrderId: not null };

    private async Task<PlacedOrder> DecideAsync(
        Username user, IdempotencyKey key, IReadOnlyList<CartItem>? items, CancellationToken cancellationToken)
    {
        if (items is not null)
        {
            var request = new OrderRequest(user.Value, key.Value, OrderBody.FingerprintOf(items), CartVersion: null, items);
            return Of(await placing.PlaceAsync(request, cancellationToken));
        }

        for (var round = 0; round < Rounds; round++)
        {
            var state = await BeforeAnyEffect.RunAsync(carts.MarkAsync(user, key.Value, cancellationToken));
            if (state.Word is not "busy")
            {
                return await BuyAsync(user, key, state, cancellationToken);
            }

            if (!await BeforeAnyEffect.RunAsync(marks.TryTakeAsync(user, state.Mark!, cancellationToken)))
            {
                break;
            }
        }

        return new(OrderOutcome.InProgress);
    }

    private async Task<PlacedOrder> BuyAsync(Username user, IdempotencyKey key, CartState state, CancellationToken cancellationToken)
    {
        var request = new OrderRequest(user.Value, key.Value, OrderKeys.CartFingerprint, state.Cart.Version, state.Cart.Items);
        OrderAnswer answer;
        try
        {
            answer = await placing.PlaceAsync(request, cancellationToken);
        }
        catch (StoreUnavailableException unavailable) when (unavailable.Definite)
        {
            if (state.Word is "marked")
            {
                await AfterTheEffect.TryAsync(carts.WithdrawAsync(user, key.Value, CancellationToken.None));
            }

            throw;
        }

        // Decided either way. The cart may be another by now than the one that the order bought: then it stays as it is.
        await AfterTheEffect.TryAsync(carts.ReleaseAsync(user, key.Value, answer.CartVersion, CancellationToken.None));
        return Of(answer);
    }

    private static PlacedOrder Of(OrderAnswer answer) => new(
        answer.Outcome switch
        {
            "placed" => OrderOutcome.Placed,
            "replayed" => OrderOutcome.Replayed,
            "reused" => OrderOutcome.KeyReused,
            "sold-out" => OrderOutcome.SoldOut,
            "unknown-product" => OrderOutcome.UnknownProduct,
            "cart-empty" => OrderOutcome.CartEmpty,
            "cancelled" => OrderOutcome.Cancelled,
            var other => throw new InvalidOperationException($"place_orders answered {other}."),
        },
        answer.Order,
        answer.RefusedSku);
}
