using AspireStateless.LoadTests.Checkers.Rules;

namespace AspireStateless.LoadTests.Checkers.Orders;

/// <summary>What was sold, in the order of selling: the lines of each product by serial.</summary>
internal sealed class SoldSerials
{
    private readonly SoldLine[] _lines;
    private readonly int[] _order;

    /// <summary>Per product, where its lines end.</summary>
    private readonly int[] _ends;

    private SoldSerials(SoldLine[] lines, int[] order, int[] ends) => (_lines, _order, _ends) = (lines, order, ends);

    public static SoldSerials Of(SalesRecord record)
    {
        int[] order = new int[record.Lines.Length];
        ulong[] places = new ulong[order.Length];
        int[] ends = new int[record.Stock.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ref readonly var line = ref record.Lines[i];
            (order[i], places[i]) = (i, ((ulong)line.Sku << 32) | (uint)line.First);
            ends[line.Sku]++;
        }

        for (int sku = 1; sku < ends.Length; sku++)
        {
            ends[sku] += ends[sku - 1];
        }

        Array.Sort(places, order);
        return new SoldSerials(record.Lines, order, ends);
    }

    /// <summary>The lines of a product by serial, indexes into the lines of the record.</summary>
    public ReadOnlySpan<int> this[int sku] => _order.AsSpan((sku == 0 ? 0 : _ends[sku - 1]).._ends[sku]);

    /// <returns>The order that was sold a unit; -1 where none was.</returns>
    public int OrderOf(int sku, int serial)
    {
        var lines = this[sku];
        int low = 0, high = lines.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _lines[lines[middle]].Last < serial ? (middle + 1, high) : (low, middle);
        }

        return low < lines.Length ? _lines[lines[low]].Order : -1;
    }

    /// <summary>Every product's serials are 1, 2, … once each, none above its stock, and stock + sold = initial stock.</summary>
    public RuleBreak? Check(SalesRecord record, int[] attemptOf)
    {
        for (int sku = 0; sku < _ends.Length; sku++)
        {
            var stock = record.Stock[sku];
            int sold = 0, before = -1;
            foreach (int place in this[sku])
            {
                ref readonly var line = ref _lines[place];
                int source = record.Attempts[attemptOf[line.Order]].Source;
                if (line.First != sold + 1)
                {
                    return line.First < 1
                        ? new RuleBreak($"Unit {line.First} was sold; units are numbered from 1", source)
                        : line.First > sold + 1
                        ? new RuleBreak($"Unit {sold + 1} was sold to nobody, and unit {line.First} of the same product was sold", source)
                        : new RuleBreak($"Unit {line.First} was sold twice", before, source);
                }

                if (line.Last > stock.Initial)
                {
                    return new($"Unit {line.Last} was sold of a product of which there were {stock.Initial}", source);
                }

                (sold, before) = (line.Last, source);
            }

            if (sold + stock.Final != stock.Initial)
            {
                return new($"{sold} units were sold and {stock.Final} are left of {stock.Initial}", before);
            }
        }

        return null;
    }
}
