using AspireStateless.LoadTests.Checkers.Carts;

namespace AspireStateless.LoadTests.Checkers.Orders;

/// <summary>What the orders of the store hold, a number each.</summary>
/// <param name="Content">Per order, of products and quantities: what <see cref="CartContent"/> makes of them.</param>
/// <param name="Units">Per order, of the units: <see cref="UnitHash"/>.</param>
internal sealed record OrderHashes(ulong[] Content, ulong[] Units)
{
    /// <summary>Lines of one product count together.</summary>
    public static OrderHashes Of(SalesRecord record)
    {
        ulong[] content = new ulong[record.Orders.Length];
        ulong[] units = new ulong[record.Orders.Length];
        int[] order = new int[record.Lines.Length];
        ulong[] places = new ulong[record.Lines.Length];
        bool sorted = true;
        for (int i = 0; i < order.Length; i++)
        {
            ref readonly var line = ref record.Lines[i];
            (order[i], places[i]) = (i, ((ulong)line.Order << 32) | (uint)line.Sku);
            sorted &= i == 0 || places[i] >= places[i - 1];
            units[line.Order] += UnitHash.Of(line.Sku, line.First, line.Quantity);
        }

        if (!sorted)
        {
            Array.Sort(places, order);
        }

        for (int i = 0, quantity = 0; i < order.Length; i++)
        {
            ref readonly var line = ref record.Lines[order[i]];
            quantity += line.Quantity;
            if (i + 1 == order.Length || places[i + 1] != places[i])
            {
                content[line.Order] += CartContent.HashOf((line.Sku, quantity));
                quantity = 0;
            }
        }

        return new(content, units);
    }
}
