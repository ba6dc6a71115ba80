namespace AspireStateless.Judging.Orders;

/// <summary>
/// Judges the sales of a run. First each key by itself (<see cref="OrderJoin"/>): one order at most, which is there when it was
/// acknowledged, with the acknowledged content, and not there when nobody asked for it or it was sold out. Then each product by itself
/// (<see cref="SoldSerials"/>): every unit sold once, none that was not in stock, and what was sold and what is left make what there was.
/// Last all together: whether the sales (<see cref="SaleOrder"/>) and the answers "sold out" (<see cref="SoldOutAnswers"/>) fit into one
/// order in time.
/// </summary>
/// <remarks>
/// That a cart is emptied exactly when its order exists is told by <see cref="Carts.VersionedCart"/>, given one emptying for each order
/// of the store's list; here only that no version of a cart was bought twice. O(n log n) in attempts and lines.
/// </remarks>
internal static class Sales
{
    /// <returns>Null when no rule is broken; otherwise the first that is, with at most four attempts.</returns>
    public static RuleBreak? Check(SalesRecord record)
    {
        var join = new OrderJoin(record);
        RuleBreak? broken = null;
        SoldSerials serials = null!;
        Parallel.Invoke(() => broken = join.Check(), () => serials = new SoldSerials(record));
        var kept = new KeptSales(record);
        return broken
            ?? serials.Check(join.AttemptOf)
            ?? new SaleOrder(record, serials, join.AttemptOf, kept).Check()
            ?? new SoldOutAnswers(record, kept, join.AttemptOf).Check();
    }
}
