using AspireStateless.Api.Carts;

namespace AspireStateless.Api.Orders;

/// <summary>What <c>place_orders</c> takes for each order.</summary>
/// <param name="Username">Who buys.</param>
/// <param name="Key">His key for it.</param>
/// <param name="Fingerprint">Of what he asked for.</param>
/// <param name="CartVersion">The version of the cart that it buys; null where it names its items.</param>
/// <param name="Items">In the order of their skus; none for an empty cart.</param>
internal sealed record OrderRequest(string Username, string Key, string Fingerprint, long? CartVersion, IReadOnlyList<CartItem> Items)
{
    /// <summary>The fingerprint of every order that buys the cart.</summary>
    public const string CartFingerprint = "cart";
}
