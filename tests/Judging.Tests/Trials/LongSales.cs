using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Orders;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>
/// A long right history of orders of one or two products. Of an order in four some product is sold out, and one in eight is listed after
/// the next one, as by a store that numbers orders before it sells their units.
/// </summary>
internal sealed class LongSales
{
    private readonly RandomStream _random = new(1);
    private readonly OrderAttempt[] _attempts;
    private readonly List<StoredOrder> _orders;
    private readonly List<SoldLine> _lines;
    private readonly List<WantedLine> _wanted;
    private readonly int _initial;
    private readonly int[] _sold;

    /// <summary>What an order sold that is still to be listed.</summary>
    private readonly List<SoldLine> _heldLines = [];
    private int _held = -1;

    private LongSales(int operations, int products)
    {
        _attempts = new OrderAttempt[operations];
        _orders = new(operations);
        _lines = new(operations * 4 / 3);
        _wanted = new(operations * 2 / 3);
        (_initial, _sold) = (operations / products * 2, new int[products]);
    }

    public static SalesRecord Draw(int operations, int products)
    {
        var sales = new LongSales(operations, products);
        for (var i = 0; i < operations; i++)
        {
            sales._attempts[i] = sales.Order(i);
        }

        sales.AppendHeld();
        return new SalesRecord
        {
            Attempts = sales._attempts,
            Wanted = [.. sales._wanted],
            Orders = [.. sales._orders],
            Lines = [.. sales._lines],
            Stock = [.. sales._sold.Select(units => new ProductStock(sales._initial, sales._initial - units))],
        };
    }

    private OrderAttempt Order(int place)
    {
        var at = DrawnInterval.Long(_random, place);
        var one = _random.Next(_sold.Length);
        var other = (one + 1) % _sold.Length;
        var ofOne = 1 + _random.Next(3);
        var ofOther = other == one || _random.Next(3) > 0 ? 0 : 1 + _random.Next(3);
        var left = _sold[one] + ofOne <= _initial && _sold[other] + ofOther <= _initial;
        var content = CartContent.HashOf((one, ofOne), (other, ofOther));
        if (!left && !at.Unknown)
        {
            _wanted.Add(new(place, one, ofOne));
            _wanted.Add(new(place, other, ofOther));
            return OrderAttempt.SoldOut(at.Start, at.End, place, content, place);
        }

        var units = left && !at.Lost ? Sell(place, (one, ofOne), (other, ofOther)) : 0;
        return at.Unknown
            ? OrderAttempt.Unknown(at.Start, place, content, place)
            : OrderAttempt.Acknowledged(at.Start, at.End, place, place + 1, content, units, place);
    }

    private ulong Sell(int place, params ReadOnlySpan<(int Sku, int Quantity)> wanted)
    {
        var holds = _held < 0 && _random.Next(8) == 0;
        ulong units = 0;
        foreach (var (sku, quantity) in wanted)
        {
            if (quantity > 0)
            {
                (holds ? _heldLines : _lines).Add(new(sku, _sold[sku] + 1, quantity));
                units += UnitHash.Of(sku, _sold[sku] + 1, quantity);
                _sold[sku] += quantity;
            }
        }

        if (holds)
        {
            _held = place;
            return units;
        }

        Append(place);
        AppendHeld();
        return units;
    }

    private void Append(int place) => _orders.Add(new(place + 1, place, _lines.Count));

    private void AppendHeld()
    {
        if (_held >= 0)
        {
            _lines.AddRange(_heldLines);
            Append(_held);
            _heldLines.Clear();
            _held = -1;
        }
    }
}
