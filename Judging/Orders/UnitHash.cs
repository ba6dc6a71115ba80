using AspireStateless.Judging.Carts;

namespace AspireStateless.Judging.Orders;

/// <summary>
/// Hash of the units that an order was sold, 64 bits whatever the order of its lines: a record of fixed size can say whether an answer
/// and the store tell of the same ones. (What an order asks for has the hash that a cart with it has: <see cref="CartContent"/>.)
/// </summary>
internal static class UnitHash
{
    /// <summary>Of one line; an order's is the sum.</summary>
    public static ulong Of(int sku, int first, int quantity)
    {
        ulong hash = 0;
        for (var serial = first; serial < first + quantity; serial++)
        {
            hash += CartContent.HashOf((sku, serial));
        }

        return hash;
    }
}
