using AspireStateless.Api.Carts;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>What the correct service's script does to a cart, for those who do it in the process.</summary>
internal static class CartContent
{
    /// <returns>The cart with the change made to it; null if it would hold too many products.</returns>
    public static Cart? Change(this Cart cart, CartChange change, int maxLines)
    {
        var items = cart.Items.Where(item => item.Sku != change.Sku);
        if (change.Quantity > 0)
        {
            items = items.Append(new(change.Sku, change.Quantity));
        }

        CartItem[] after = [.. items.OrderBy(item => item.Sku.Value, StringComparer.Ordinal)];
        return after.Length > maxLines && after.Length > cart.Items.Count ? null : new(cart.Version + 1, after);
    }
}
