using AspireStateless.Judging.Carts;

namespace AspireStateless.Judging.Orders;

/// <summary>What an order of the store holds, a number each: computed when it is compared, so that no order has to keep them.</summary>
/// <param name="Content">Of products and quantities: what <see cref="CartContent"/> makes of them.</param>
/// <param name="Units">Of the units: <see cref="UnitHash"/>.</param>
internal readonly record struct OrderHashes(ulong Content, ulong Units)
{
    /// <summary>Lines of one product count together.</summary>
    public static OrderHashes Of(ReadOnlySpan<SoldLine> lines)
    {
        ulong units = 0;
        var bySku = true;
        for (var i = 0; i < lines.Length; i++)
        {
            units += UnitHash.Of(lines[i].Sku, lines[i].First, lines[i].Quantity);
            bySku &= i == 0 || lines[i - 1].Sku <= lines[i].Sku;
        }

        return new(ContentOf(bySku ? lines : Sorted(lines)), units);
    }

    private static ulong ContentOf(ReadOnlySpan<SoldLine> lines)
    {
        ulong content = 0;
        for (int i = 0, quantity = 0; i < lines.Length; i++)
        {
            quantity += lines[i].Quantity;
            if (i + 1 == lines.Length || lines[i + 1].Sku != lines[i].Sku)
            {
                content += CartContent.HashOf((lines[i].Sku, quantity));
                quantity = 0;
            }
        }

        return content;
    }

    private static SoldLine[] Sorted(ReadOnlySpan<SoldLine> lines)
    {
        SoldLine[] sorted = [.. lines];
        Array.Sort(sorted, (one, other) => one.Sku.CompareTo(other.Sku));
        return sorted;
    }
}

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
