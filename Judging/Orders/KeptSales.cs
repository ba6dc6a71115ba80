namespace AspireStateless.Judging.Orders;

/// <summary>The sales that answers "sold out" depend on: of each product those of the units that somebody was told were gone.</summary>
internal sealed class KeptSales
{
    /// <summary>Per product the unit from which on sales are kept.</summary>
    private readonly int[] _from;

    /// <summary>Per product, in the order of selling.</summary>
    private readonly List<Sale>?[] _sales;

    public KeptSales(SalesRecord record)
    {
        (_from, _sales) = (new int[record.Stock.Length], new List<Sale>?[record.Stock.Length]);
        _from.AsSpan().Fill(int.MaxValue);
        foreach (ref readonly var wanted in record.Wanted.AsSpan())
        {
            var unit = record.FirstMissing(wanted.Sku, wanted.Quantity);
            _from[wanted.Sku] = unit < 1 ? _from[wanted.Sku] : Math.Min(_from[wanted.Sku], unit);
        }
    }

    /// <summary>Keeps one where an answer depends on it.</summary>
    public void Add(int sku, in Sale sale)
    {
        if (sale.Last >= _from[sku])
        {
            (_sales[sku] ??= []).Add(sale);
        }
    }

    /// <returns>The sale of a unit that an answer depends on; null where nobody got it.</returns>
    public Sale? Of(int sku, int unit)
    {
        foreach (var sale in _sales[sku] ?? [])
        {
            if (sale.Last >= unit)
            {
                return sale;
            }
        }

        return null;
    }
}

/// <summary>When units of one product can have been sold.</summary>
/// <param name="Last">The serial of the last of them.</param>
/// <param name="Order">Who was sold them, an index.</param>
/// <param name="Instant">The earliest instant at which that can have happened.</param>
/// <param name="Cause">The order whose start that instant is: the same, or one that had to come before it.</param>
internal readonly record struct Sale(int Last, int Order, long Instant, int Cause);
