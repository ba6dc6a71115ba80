namespace AspireStateless.Judging.Orders;

/// <summary>What was sold, in the order of selling: the lines of all products one after the other, those of each by serial.</summary>
internal sealed class SoldSerials
{
    private readonly SalesRecord _record;

    /// <summary>Places of lines in the record.</summary>
    private readonly int[] _lines;
    private readonly Shelf[] _shelves;

    public SoldSerials(SalesRecord record)
    {
        (_record, _lines, _shelves) = (record, new int[record.Lines.Length], new Shelf[record.Stock.Length]);
        Sort();
    }

    /// <returns>The lines of a product, each its place in the record.</returns>
    public ReadOnlySpan<int> Of(int sku) => Shelved(sku);

    /// <returns>The order that was sold a unit; -1 where none was.</returns>
    public int OrderOf(int sku, int serial)
    {
        var place = Bisect.First(Of(sku).Length, line => _record.Lines[Of(sku)[line]].Last >= serial);
        return place < Of(sku).Length ? _record.OrderOf(Of(sku)[place]) : -1;
    }

    /// <summary>Every product's serials are 1, 2, … once each, none above its stock, and stock + sold = initial stock.</summary>
    public RuleBreak? Check(int[] attemptOf)
    {
        for (var sku = 0; sku < _shelves.Length; sku++)
        {
            var stock = _record.Stock[sku];
            ref readonly var shelf = ref _shelves[sku];
            var right = shelf.IsWhole && shelf.Sold <= stock.Initial && shelf.Sold + stock.Final == stock.Initial;
            if (!right && Check(sku, stock, attemptOf) is { } broken)
            {
                return broken;
            }
        }

        return null;
    }

    private RuleBreak? Check(int sku, ProductStock stock, int[] attemptOf)
    {
        int sold = 0, before = -1;
        foreach (var place in Of(sku))
        {
            ref readonly var line = ref _record.Lines[place];
            if (line.First != sold + 1 || line.Last > stock.Initial)
            {
                return new(Rule(in line, sold, stock.Initial), line.First > sold ? -1 : Source(before), Source(place));
            }

            (sold, before) = (line.Last, place);
        }

        return sold + stock.Final == stock.Initial
            ? null
            : new($"{sold} units were sold and {stock.Final} are left of {stock.Initial}", Source(before));

        int Source(int place) => place < 0 ? -1 : _record.Attempts[attemptOf[_record.OrderOf(place)]].Source;
    }

    private static string Rule(in SoldLine line, int sold, int initial) =>
        line.First < 1 ? $"Unit {line.First} was sold; units are numbered from 1"
        : line.First <= sold ? $"Unit {line.First} was sold twice"
        : line.First > sold + 1 ? $"Unit {sold + 1} was sold to nobody, and unit {line.First} of the same product was sold"
        : $"Unit {line.Last} was sold of a product of which there were {initial}";

    /// <summary>
    /// Counting sort by product. A store lists orders almost as they were sold, so few products are to be sorted by serial.
    /// </summary>
    private void Sort()
    {
        foreach (ref readonly var line in _record.Lines.AsSpan())
        {
            _shelves[line.Sku].End++;
        }

        var total = 0;
        foreach (ref var shelf in _shelves.AsSpan())
        {
            (shelf.End, total, shelf.IsWhole) = (total, total + shelf.End, true);
        }

        for (var place = 0; place < _lines.Length; place++)
        {
            ref readonly var line = ref _record.Lines[place];
            ref var shelf = ref _shelves[line.Sku];
            _lines[shelf.End++] = place;
            shelf.IsWhole &= line.First == shelf.Sold + 1;
            shelf.Sold = line.Last;
        }

        var lines = _record.Lines;
        for (var sku = 0; sku < _shelves.Length; sku++)
        {
            if (!_shelves[sku].IsWhole)
            {
                Shelved(sku).Sort((one, other) => lines[one].First.CompareTo(lines[other].First));
            }
        }
    }

    private Span<int> Shelved(int sku) => _lines.AsSpan((sku == 0 ? 0 : _shelves[sku - 1].End).._shelves[sku].End);

    /// <summary>The lines of one product.</summary>
    private struct Shelf
    {
        /// <summary>Where they end.</summary>
        public int End;

        /// <summary>The last unit of the last line, as the store lists them.</summary>
        public int Sold;

        /// <summary>As the store lists them, each begins with the unit after the last one of the line before it.</summary>
        public bool IsWhole;
    }
}
