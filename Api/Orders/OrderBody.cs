using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Orders;

/// <summary>The body of <c>POST /orders</c>.</summary>
/// <param name="Items">What to buy; left out, the cart.</param>
internal sealed record OrderBody(IReadOnlyList<CartItem>? Items = null)
{
    /// <summary>The items in the order of their skus; null for the cart.</summary>
    /// <exception cref="InvalidInputException">A list that no order takes.</exception>
    public IReadOnlyList<CartItem>? ToItems(CartsOptions limits)
    {
        if (Items is null)
        {
            return null;
        }

        if (Items.Count == 0 || Items.Count > limits.MaxLines)
        {
            throw new InvalidInputException("items", $"items must name 1 to {limits.MaxLines} products; leave it out to buy the cart.");
        }

        if (Items.Any(item => item is null))
        {
            throw new InvalidInputException("items", "items must be objects of sku and quantity.");
        }

        if (Items.Any(item => item.Quantity < 1 || item.Quantity > limits.MaxQuantity))
        {
            throw new InvalidInputException("quantity", $"quantity must be 1 to {limits.MaxQuantity}.");
        }

        return Items.DistinctBy(item => item.Sku).Count() == Items.Count
            ? [.. Items.OrderBy(item => item.Sku.Value, StringComparer.Ordinal)]
            : throw new InvalidInputException("items", "items must name each sku once.");
    }

    /// <summary>Says whether two requests under one key ask for the same.</summary>
    /// <param name="items">Named ones, in the order of their skus; null for the cart, whatever is in it.</param>
    public static string FingerprintOf(IReadOnlyList<CartItem>? items) => items is null
        ? OrderKeys.CartFingerprint
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            ' ', items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Sku.Value} {item.Quantity}"))))));
}
