namespace AspireStateless.Judging.Orders;

/// <summary>Decides whether the orders of all products fit into one order in time, exactly.</summary>
/// <remarks>
/// The serials of a product say in which order its sales happened, so an order has to come after the one that was sold the units before
/// its own. Going along these steps gives each order the earliest instant at which it can have happened: its own start, or that of the
/// latest one before it. Sales are possible when the steps have no circle and nobody's instant is after its end. This is section 2.1's
/// counter for products that are sold alone, and goes across products where orders hold several.
/// <para>
/// Orders are taken as the store lists them, which is almost the order of selling, so memory is read from its beginning to its end. One
/// that comes too early is looked at again whenever a unit before its own is sold: once for each of its lines at most.
/// </para>
/// </remarks>
internal sealed class SaleOrder
{
    private const int LongestWitness = 4;
    private readonly SalesRecord _record;
    private readonly SoldSerials _serials;
    private readonly int[] _attemptOf;
    private readonly KeptSales _kept;
    private readonly Shelf[] _shelves;

    /// <param name="record">Everything that is said of the sales.</param>
    /// <param name="serials">Its serials, which have no gap and none twice.</param>
    /// <param name="attemptOf">Per order its attempt.</param>
    /// <param name="kept">Gets the sales.</param>
    public SaleOrder(SalesRecord record, SoldSerials serials, int[] attemptOf, KeptSales kept)
    {
        (_record, _serials, _attemptOf, _kept) = (record, serials, attemptOf, kept);
        _shelves = new Shelf[record.Stock.Length];
        _shelves.AsSpan().Fill(new Shelf { Instant = long.MinValue });
    }

    public RuleBreak? Check()
    {
        var sold = 0;
        var ready = new Stack<int>();
        for (var order = 0; order < _record.Orders.Length; order++)
        {
            var listed = _record.FirstLine(order);
            ready.Push(order);
            while (ready.TryPop(out var next))
            {
                var lines = _record.LinesOf(next);
                if (!AreNext(lines))
                {
                    continue;
                }

                var (instant, cause) = Sell(next, lines);
                if (Attempt(next).End < instant)
                {
                    return TooLate(next, cause);
                }

                sold++;
                foreach (ref readonly var line in lines)
                {
                    if (After(line.Sku) is >= 0 and var place && place < listed)
                    {
                        ready.Push(_record.OrderOf(place));
                    }
                }
            }
        }

        return sold == _record.Orders.Length ? null : Circle();
    }

    /// <returns>Whether the units of an order are the next ones of their products: none that was sold, and none left out before
    /// them.</returns>
    private bool AreNext(ReadOnlySpan<SoldLine> lines)
    {
        foreach (ref readonly var line in lines)
        {
            _shelves[line.Sku].Taken += line.Quantity;
        }

        var next = true;
        foreach (ref readonly var line in lines)
        {
            ref readonly var shelf = ref _shelves[line.Sku];
            next &= line.First > shelf.Sold && line.Last <= shelf.Sold + shelf.Taken;
        }

        foreach (ref readonly var line in lines)
        {
            _shelves[line.Sku].Taken = 0;
        }

        return next;
    }

    /// <returns>The earliest instant at which it can have happened, and the order whose start that is.</returns>
    private (long Instant, int Cause) Sell(int order, ReadOnlySpan<SoldLine> lines)
    {
        var (instant, cause) = (Attempt(order).Start, order);
        foreach (ref readonly var line in lines)
        {
            ref readonly var shelf = ref _shelves[line.Sku];
            (instant, cause) = shelf.Instant > instant ? (shelf.Instant, shelf.Cause) : (instant, cause);
        }

        foreach (ref readonly var line in lines)
        {
            ref var shelf = ref _shelves[line.Sku];
            (shelf.Instant, shelf.Cause) = (instant, cause);
            shelf.Sold += line.Quantity;
            shelf.Lines++;
            _kept.Add(line.Sku, new Sale(line.Last, order, instant, cause));
        }

        return (instant, cause);
    }

    /// <returns>The line that is sold next of a product, its place in the record; -1 for none.</returns>
    private int After(int sku)
    {
        var lines = _serials.Of(sku);
        var next = _shelves[sku].Lines;
        return next < lines.Length ? lines[next] : -1;
    }

    private RuleBreak TooLate(int order, int late) => new(
        $"Order {_record.Orders[late].Id} began after order {_record.Orders[order].Id} had been answered, and was sold earlier units",
        Attempt(order).Source,
        Attempt(late).Source);

    /// <returns>The orders that were sold the units before an order's own.</returns>
    private List<int> Before(int order)
    {
        var before = new List<int>();
        foreach (ref readonly var line in _record.LinesOf(order))
        {
            var other = line.First == 1 ? order : _serials.OrderOf(line.Sku, line.First - 1);
            if (other != order)
            {
                before.Add(other);
            }
        }

        return before;
    }

    /// <summary>Goes back from an order that was never taken, from one that it waits for to the next, until one comes again.</summary>
    private RuleBreak Circle()
    {
        var at = Enumerable.Range(0, _record.Orders.Length).First(IsLeft);
        var seen = new HashSet<int>();
        while (seen.Add(at))
        {
            at = Before(at).First(IsLeft);
        }

        List<int> circle = [];
        for (var order = at; circle.Count < LongestWitness && (circle.Count == 0 || order != at); order = Before(order).First(IsLeft))
        {
            circle.Add(order);
        }

        return new(
            $"Orders {string.Join(", ", circle.Select(order => _record.Orders[order].Id))} were each sold units before another of them",
            [.. circle.Select(order => Attempt(order).Source)]);
    }

    private bool IsLeft(int order) => _record.LinesOf(order) is [var line, ..] && line.First > _shelves[line.Sku].Sold;

    private ref readonly OrderAttempt Attempt(int order) => ref _record.Attempts[_attemptOf[order]];

    /// <summary>One product while its sales are taken.</summary>
    private struct Shelf
    {
        /// <summary>The earliest instant of the last sale, and the order whose start that is.</summary>
        public long Instant;
        public int Cause;

        /// <summary>Units that are sold.</summary>
        public int Sold;

        /// <summary>Lines that are sold.</summary>
        public int Lines;

        /// <summary>Units that the order wants which is looked at.</summary>
        public int Taken;
    }
}
