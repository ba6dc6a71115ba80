using AspireStateless.Api.Carts;

namespace AspireStateless.Api.Orders;

/// <summary>What <c>place_orders</c> takes for each order.</summary>
/// <param name="Key">The user's key for it.</param>
/// <param name="Fingerprint">Of what was asked for.</param>
/// <param name="CartVersion">The version of the cart that it buys; null where it names its items.</param>
/// <param name="Items">In the order of their skus; none for an empty cart.</param>
internal sealed record OrderRequest(string Username, string Key, string Fingerprint, long? CartVersion, IReadOnlyList<CartItem> Items);
