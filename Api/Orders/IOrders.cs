using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;

namespace AspireStateless.Api.Orders;

/// <summary>
/// The orders: one a key, never more units than there are, each whole or not at all. Every method throws
/// <see cref="Storage.StoreUnavailableException"/>.
/// </summary>
internal interface IOrders
{
    /// <summary>Places an order; with a key that was decided before, answers what was decided.</summary>
    /// <param name="key">The user's name for the order.</param>
    /// <param name="items">What, in the order of their skus; null for all that is in the cart, which is empty after it.</param>
    Task<PlacedOrder> PlaceAsync(Username user, IdempotencyKey key, IReadOnlyList<CartItem>? items, CancellationToken cancellationToken);

    /// <returns>Null if there is none.</returns>
    Task<Order?> FindAsync(long id, CancellationToken cancellationToken);

    /// <returns>At most 100 orders, in the order of their ids, that come after one; only those with a product, if one is named.</returns>
    Task<IReadOnlyList<Order>> ListAsync(Sku? sku, long after, CancellationToken cancellationToken);

    /// <returns>Whether there is an order with this key.</returns>
    Task<bool> WasAppliedAsync(Username user, IdempotencyKey key, CancellationToken cancellationToken);
}

/// <summary>What became of an order.</summary>
/// <param name="Order">The order; null unless there is one.</param>
/// <param name="Sku">The product that was in the way, if one was.</param>
internal sealed record PlacedOrder(OrderOutcome Outcome, Order? Order = null, string? Sku = null);

internal enum OrderOutcome
{
    /// <summary>Another order is buying the cart; nothing was done.</summary>
    InProgress,

    Placed,

    /// <summary>It was placed before, under the same key.</summary>
    Replayed,

    /// <summary>The key was used for another content; nothing was done.</summary>
    KeyReused,

    /// <summary>There are not as many units left; nothing was done.</summary>
    SoldOut,

    /// <summary>There is no such product; nothing was done.</summary>
    UnknownProduct,

    /// <summary>There was nothing in the cart; nothing was done.</summary>
    CartEmpty,

    /// <summary>The order took so long that who wanted to change the cart gave it up; nothing was done.</summary>
    Cancelled,
}
