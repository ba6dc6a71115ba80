using AspireStateless.LoadTests.Checkers.Rules;

namespace AspireStateless.LoadTests.Checkers.Orders;

/// <summary>What was sold, in the order of selling: the lines of all products one after the other, those of each by serial.</summary>
internal sealed class SoldSerials
{
    private readonly SoldLine[] _lines;

    /// <summary>Per product, where its lines end.</summary>
    private readonly int[] _ends;

    private SoldSerials(SoldLine[] lines, int[] ends) => (_lines, _ends) = (lines, ends);

    public ReadOnlySpan<SoldLine> Lines => _lines;

    public static SoldSerials Of(SalesRecord record)
    {
        int[] ends = new int[record.Stock.Length];
        foreach (ref readonly var line in record.Lines.AsSpan())
        {
            ends[line.Sku]++;
        }

        int total = 0;
        for (int sku = 0; sku < ends.Length; sku++)
        {
            (ends[sku], total) = (total, total + ends[sku]);
        }

        var lines = new SoldLine[total];
        foreach (ref readonly var line in record.Lines.AsSpan())
        {
            lines[ends[line.Sku]++] = line;
        }

        var serials = new SoldSerials(lines, ends);
        for (int sku = 0; sku < ends.Length; sku++)
        {
            Sort(serials.Of(sku));
        }

        return serials;
    }

    /// <summary>A store lists orders almost as they were sold, so most products are in order already.</summary>
    private static void Sort(Span<SoldLine> lines)
    {
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].First < lines[i - 1].First)
            {
                lines.Sort((one, other) => one.First.CompareTo(other.First));
                return;
            }
        }
    }

    /// <returns>The order that was sold the units after a line's; -1 where none was, or the same order.</returns>
    public int OrderAfter(int line) =>
        line + 1 < _lines.Length && _lines[line + 1].Sku == _lines[line].Sku && _lines[line + 1].Order != _lines[line].Order
            ? _lines[line + 1].Order
            : -1;

    /// <returns>The order that was sold a unit; -1 where none was.</returns>
    public int OrderOf(int sku, int serial)
    {
        var lines = Of(sku);
        int low = 0, high = lines.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = lines[middle].Last < serial ? (middle + 1, high) : (low, middle);
        }

        return low < lines.Length ? lines[low].Order : -1;
    }

    /// <summary>Every product's serials are 1, 2, … once each, none above its stock, and stock + sold = initial stock.</summary>
    public RuleBreak? Check(SalesRecord record, int[] attemptOf)
    {
        for (int sku = 0; sku < _ends.Length; sku++)
        {
            var stock = record.Stock[sku];
            int sold = 0, before = -1;
            foreach (ref readonly var line in Of(sku))
            {
                if (line.First != sold + 1 || line.Last > stock.Initial)
                {
                    return new(Rule(in line, sold, stock.Initial), line.First > sold ? -1 : Source(before), Source(line.Order));
                }

                (sold, before) = (line.Last, line.Order);
            }

            if (sold + stock.Final != stock.Initial)
            {
                return new($"{sold} units were sold and {stock.Final} are left of {stock.Initial}", Source(before));
            }
        }

        return null;

        int Source(int order) => order < 0 ? -1 : record.Attempts[attemptOf[order]].Source;
    }

    private static string Rule(in SoldLine line, int sold, int initial) =>
        line.First < 1 ? $"Unit {line.First} was sold; units are numbered from 1"
        : line.First <= sold ? $"Unit {line.First} was sold twice"
        : line.First > sold + 1 ? $"Unit {sold + 1} was sold to nobody, and unit {line.First} of the same product was sold"
        : $"Unit {line.Last} was sold of a product of which there were {initial}";

    private Span<SoldLine> Of(int sku) => _lines.AsSpan((sku == 0 ? 0 : _ends[sku - 1]).._ends[sku]);
}
