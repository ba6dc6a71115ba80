using System.Text.Json.Serialization;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Carts;

/// <summary>A cart as it was right after the call that answered with it.</summary>
/// <param name="Version">How often it was changed, an order's emptying included; 0 for a cart that was never used.</param>
/// <param name="Items">In the order of their skus.</param>
internal sealed record Cart(long Version, IReadOnlyList<CartItem> Items);

/// <summary>Units of one product.</summary>
internal sealed record CartItem([property: JsonRequired] Sku Sku, [property: JsonRequired] int Quantity);

/// <summary>The body of <c>PUT /cart/items/{sku}</c>.</summary>
/// <param name="Quantity">0 takes the product out.</param>
internal sealed record CartQuantity([property: JsonRequired] int Quantity)
{
    /// <exception cref="InvalidInputException">More than a cart takes, or less than nothing.</exception>
    public void RequireValid(int max)
    {
        if (Quantity < 0 || Quantity > max)
        {
            throw new InvalidInputException("quantity", $"quantity must be 0 to {max}.");
        }
    }
}
