namespace AspireStateless.LoadTests.Checkers.Orders;

/// <summary>Everything that clients and store say of the sales, once all is quiet.</summary>
internal sealed class SalesRecord
{
    public required OrderAttempt[] Attempts { get; init; }

    /// <summary>Of attempts that were sold out. One without lines is not judged by them.</summary>
    public required WantedLine[] Wanted { get; init; }

    /// <summary>All orders of the store, each once.</summary>
    public required StoredOrder[] Orders { get; init; }

    /// <summary>All that they sold.</summary>
    public required SoldLine[] Lines { get; init; }

    /// <summary>Per product, by its number.</summary>
    public required ProductStock[] Stock { get; init; }
}

/// <summary>An order as the store lists it.</summary>
/// <param name="CartVersion">The version of the user's cart that it took; 0 where it was not a cart.</param>
internal readonly record struct StoredOrder(long Id, int User, long Key, long CartVersion = 0);

/// <summary>Units of one product with serials one after the other; an order may have several of one product.</summary>
/// <param name="Order">Which order, an index.</param>
/// <param name="Sku">Which product, an index.</param>
/// <param name="First">The serial of the first unit, from 1.</param>
/// <param name="Quantity">How many units, at least 1.</param>
internal readonly record struct SoldLine(int Order, int Sku, int First, int Quantity)
{
    public int Last => First + Quantity - 1;
}

/// <summary>How much of a product there was, and how much the store says is left.</summary>
internal readonly record struct ProductStock(int Initial, int Final);
