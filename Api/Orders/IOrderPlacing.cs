namespace AspireStateless.Api.Orders;

/// <summary>The one step that decides an order: key, stock, order and units together or none of them.</summary>
internal interface IOrderPlacing
{
    /// <summary>Places an order.</summary>
    /// <returns>What became of it.</returns>
    /// <exception cref="Storage.StoreUnavailableException">Nobody knows, or nothing was done.</exception>
    Task<OrderAnswer> PlaceAsync(OrderRequest request, CancellationToken cancellationToken);
}

/// <summary>What became of an order.</summary>
/// <param name="Outcome">As <c>place_orders</c> names it.</param>
/// <param name="RefusedSku">The product that was in the way, if one was.</param>
/// <param name="Order">The order, if there is one.</param>
/// <param name="CartVersion">The version of the cart that it bought; null if it bought none.</param>
internal sealed record OrderAnswer(string Outcome, string? RefusedSku, Order? Order, long? CartVersion);
