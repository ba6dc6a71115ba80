namespace AspireStateless.Judging.Orders;

/// <summary>Everything that clients and store say of the sales, once all is quiet.</summary>
internal sealed class SalesRecord
{
    public required OrderAttempt[] Attempts { get; init; }

    /// <summary>Of attempts that were sold out, those of each together. One without lines is not judged by them.</summary>
    public required WantedLine[] Wanted { get; init; }

    /// <summary>All orders of the store, each once.</summary>
    public required StoredOrder[] Orders { get; init; }

    /// <summary>All that they sold, those of each order together, in the order of orders.</summary>
    public required SoldLine[] Lines { get; init; }

    /// <summary>Of the orders that took a cart.</summary>
    public TakenCart[] Carts { get; init; } = [];

    /// <summary>Per product, by its number.</summary>
    public required ProductStock[] Stock { get; init; }

    /// <returns>Where an order's lines begin.</returns>
    public int FirstLine(int order) => order == 0 ? 0 : Orders[order - 1].LinesEnd;

    public ReadOnlySpan<SoldLine> LinesOf(int order) => Lines.AsSpan(FirstLine(order)..Orders[order].LinesEnd);

    /// <returns>The unit with whose sale less than a quantity is left; below 1 where there never was as much.</returns>
    public int FirstMissing(int sku, int quantity) => Stock[sku].Initial - quantity + 1;

    /// <returns>The order that a line belongs to.</returns>
    public int OrderOf(int line) => Bisect.First(Orders.Length, order => Orders[order].LinesEnd > line);
}

/// <summary>An order as the store lists it.</summary>
/// <param name="Key">The <see cref="OrderAttempt.Key"/> that it was placed under; one that no attempt has where nobody asked for
/// it.</param>
/// <param name="LinesEnd">Where its lines end in <see cref="SalesRecord.Lines"/>; they begin where those of the order before it
/// end.</param>
internal readonly record struct StoredOrder(long Id, int Key, int LinesEnd);

/// <summary>Units of one product with serials one after the other; an order may have several of one product.</summary>
/// <param name="Sku">Which product, an index.</param>
/// <param name="First">The serial of the first unit, from 1.</param>
/// <param name="Quantity">How many units, at least 1.</param>
internal readonly record struct SoldLine(int Sku, int First, int Quantity)
{
    public int Last => First + Quantity - 1;
}

/// <summary>The cart that an order took.</summary>
/// <param name="Order">Which order, an index.</param>
/// <param name="User">A number for the user.</param>
/// <param name="Version">Of the user's cart.</param>
internal readonly record struct TakenCart(int Order, int User, long Version);

/// <summary>How much of a product there was, and how much the store says is left.</summary>
internal readonly record struct ProductStock(int Initial, int Final);
