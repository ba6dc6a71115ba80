using AspireStateless.LoadTests.Checkers.Rules;

namespace AspireStateless.LoadTests.Checkers.Orders;

/// <summary>
/// Decides whether the orders of all products, and the answers "sold out", fit into one order in time, exactly.
/// </summary>
/// <remarks>
/// The serials of a product say in which order its sales happened, so an order has to come after the one that was sold the units before
/// its own. Going along these steps gives each order the earliest instant at which it can have happened: its own start, or that of the
/// latest one before it. Sales are possible when the steps have no circle and nobody's instant is after its end. This is section 2.1's
/// counter for products that are sold alone, and goes across products where orders hold several. Somebody was rightly told that q units
/// are sold out of S when unit S - q + 1 can have been sold by the end of the answer; stock never rises, so only the earliest instants
/// matter, and they hold for all answers at once.
/// </remarks>
internal sealed class SaleOrder
{
    private readonly SalesRecord _record;
    private readonly SoldSerials _serials;
    private readonly int[] _attemptOf;

    /// <summary>Per order the earliest instant at which it can have happened, and the order whose start that is.</summary>
    private readonly long[] _instant;
    private readonly int[] _cause;

    public SaleOrder(SalesRecord record, SoldSerials serials, int[] attemptOf)
    {
        (_record, _serials, _attemptOf) = (record, serials, attemptOf);
        _instant = new long[attemptOf.Length];
        _cause = new int[attemptOf.Length];
    }

    public RuleBreak? Check() => CheckSales() ?? CheckSoldOut();

    private RuleBreak? CheckSales()
    {
        int[] waitsFor = Count();
        var lines = new LinesByOrder(_serials, _cause.Length);
        int[] ready = new int[_cause.Length];
        int known = 0;
        for (int order = 0; order < _cause.Length; order++)
        {
            (_instant[order], _cause[order]) = (Attempt(order).Start, order);
            if (waitsFor[order] == 0)
            {
                ready[known++] = order;
            }
        }

        for (int done = 0; done < known; done++)
        {
            int order = ready[done];
            if (Attempt(order).End < _instant[order])
            {
                return TooLate(order);
            }

            for (int line = lines.First(order); line >= 0; line = lines.Next(line))
            {
                int next = _serials.OrderAfter(line);
                if (next < 0)
                {
                    continue;
                }

                if (_instant[order] > _instant[next])
                {
                    (_instant[next], _cause[next]) = (_instant[order], _cause[order]);
                }

                if (--waitsFor[next] == 0)
                {
                    ready[known++] = next;
                }
            }
        }

        return known == _cause.Length ? null : Circle(waitsFor);
    }

    /// <returns>Per order, how many of its lines come after a line of another order.</returns>
    private int[] Count()
    {
        int[] waitsFor = new int[_cause.Length];
        for (int line = 0; line < _serials.Lines.Length; line++)
        {
            if (_serials.OrderAfter(line) is >= 0 and var next)
            {
                waitsFor[next]++;
            }
        }

        return waitsFor;
    }

    private RuleBreak TooLate(int order)
    {
        int late = _cause[order];
        return new(
            $"Order {_record.Orders[late].Id} began after order {_record.Orders[order].Id} had been answered, and was sold earlier units",
            Attempt(order).Source,
            Attempt(late).Source);
    }

    /// <summary>Goes back from an order that never became ready, from one that it waits for to the next, until one comes again.</summary>
    private RuleBreak Circle(int[] waitsFor)
    {
        var before = new Dictionary<int, int>();
        for (int line = 0; line < _serials.Lines.Length; line++)
        {
            int order = _serials.Lines[line].Order;
            if (_serials.OrderAfter(line) is >= 0 and var next && waitsFor[order] > 0 && waitsFor[next] > 0)
            {
                before[next] = order;
            }
        }

        int at = before.Keys.First();
        var seen = new HashSet<int>();
        while (seen.Add(at))
        {
            at = before[at];
        }

        var circle = new List<int> { at };
        for (int order = before[at]; order != at && circle.Count < 4; order = before[order])
        {
            circle.Add(order);
        }

        return new(
            $"Orders {string.Join(", ", circle.Select(order => _record.Orders[order].Id))} were each sold units before another of them",
            [.. circle.Select(order => Attempt(order).Source)]);
    }

    private RuleBreak? CheckSoldOut()
    {
        bool[] explained = new bool[_record.Attempts.Length];
        foreach (var wanted in _record.Wanted)
        {
            int unit = _record.Stock[wanted.Sku].Initial - wanted.Quantity + 1;
            int order = unit < 1 ? -1 : _serials.OrderOf(wanted.Sku, unit);
            explained[wanted.Attempt] |= unit < 1 || (order >= 0 && _instant[order] <= _record.Attempts[wanted.Attempt].End);
        }

        foreach (var wanted in _record.Wanted)
        {
            ref readonly var attempt = ref _record.Attempts[wanted.Attempt];
            if (attempt.Answer != OrderAnswer.SoldOut || explained[wanted.Attempt])
            {
                continue;
            }

            var stock = _record.Stock[wanted.Sku];
            int order = _serials.OrderOf(wanted.Sku, stock.Initial - wanted.Quantity + 1);
            return order < 0
                ? new RuleBreak($"{wanted.Quantity} were answered to be sold out, and {stock.Final} are left to the end", attempt.Source)
                : new RuleBreak(
                    $"{wanted.Quantity} were sold out by an answer, and as many were left before order {_record.Orders[order].Id}",
                    attempt.Source,
                    Attempt(order).Source,
                    Attempt(_cause[order]).Source);
        }

        return null;
    }

    private ref readonly OrderAttempt Attempt(int order) => ref _record.Attempts[_attemptOf[order]];
}
