using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Orders;
using AspireStateless.Judging.Tests.Models;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>A short history of orders of two products that knows by itself whether it is right.</summary>
internal sealed class SmallSales
{
    private SmallSale[] _sales = [];

    /// <summary>The same as the store lists them: as they were sold, or in any order.</summary>
    private SmallSale[] _listed = [];
    private int _stock;
    private int _left;
    private int _otherLeft;

    public void Draw(RandomStream random)
    {
        _stock = 1 + random.Next(6);
        (_left, _otherLeft) = (_stock, _stock);
        _sales = [.. DrawnInterval.Short(random, 1 + random.Next(7)).Select((at, place) => Sell(at, place, random))];
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            Spoil(ref _sales[random.Next(_sales.Length)], random);
        }

        _listed = [.. _sales.Where(sale => sale.Exists)];
        if (random.Next(2) == 0)
        {
            random.Shuffle<SmallSale>(_listed);
        }
    }

    /// <summary>By comparing everything with everything, and a search.</summary>
    public bool IsRight()
    {
        var existing = _sales.Where(sale => sale.Exists).ToList();
        int[] units = [.. existing.SelectMany(sale => Enumerable.Range(sale.Stored.First, sale.Stored.Units)).Order()];
        int[] others = [.. existing.SelectMany(sale => Enumerable.Range(sale.Stored.OtherFirst, sale.Stored.OtherUnits)).Order()];
        return _sales.All(Agrees)
            && IsAll(units, _stock - _left)
            && IsAll(others, _stock - _otherLeft)
            && _left >= 0
            && _otherLeft >= 0
            && new Linearizability<StockOperation, StockModel.Sold>(new StockModel([_stock, _stock]))
                .Check([.. _sales.Where(sale => sale.Exists || sale.Answer == OrderAnswer.SoldOut).Select(Operation)]) is null;
    }

    public SalesRecord Record()
    {
        var orders = new List<StoredOrder>();
        var lines = new List<SoldLine>();
        var wanted = new List<WantedLine>();
        foreach (var sale in _listed)
        {
            AddLine(0, sale.Stored.First, sale.Stored.Units);
            AddLine(1, sale.Stored.OtherFirst, sale.Stored.OtherUnits);
            orders.Add(new(sale.Stored.Id, sale.Place, lines.Count));
        }

        foreach (var sale in _sales.Where(sale => sale.Answer == OrderAnswer.SoldOut))
        {
            wanted.Add(new(sale.Place, 0, sale.Told.Units));
            wanted.Add(new(sale.Place, 1, sale.Told.OtherUnits));
        }

        return new SalesRecord
        {
            Attempts = [.. _sales.Select(Attempt)],
            Wanted = [.. wanted],
            Orders = [.. orders],
            Lines = [.. lines],
            Stock = [new(_stock, _left), new(_stock, _otherLeft)],
        };

        void AddLine(int sku, int first, int units)
        {
            if (units > 0)
            {
                lines.Add(new(sku, first, units));
            }
        }
    }

    private static OrderAttempt Attempt(SmallSale sale)
    {
        var content = CartContent.HashOf((0, sale.Told.Units), (1, sale.Told.OtherUnits));
        var units = UnitHash.Of(0, sale.Told.First, sale.Told.Units) + UnitHash.Of(1, sale.Told.OtherFirst, sale.Told.OtherUnits);
        return sale.Answer switch
        {
            OrderAnswer.Acknowledged =>
                OrderAttempt.Acknowledged(sale.Start, sale.End, sale.Place, sale.Told.Id, content, units, sale.Place),
            OrderAnswer.SoldOut => OrderAttempt.SoldOut(sale.Start, sale.End, sale.Place, content, sale.Place),
            _ => OrderAttempt.Unknown(sale.Start, sale.Place, content, sale.Place),
        };
    }

    private SmallSale Sell(DrawnInterval at, int place, RandomStream random)
    {
        var wanted = random.Next(3);
        var other = wanted == 0 ? 1 : random.Next(3);
        var left = wanted <= _left && other <= _otherLeft;
        var units = new SmallUnits(place + 1, _stock - _left + 1, wanted, _stock - _otherLeft + 1, other);
        var exists = left && !at.Lost;
        _left -= exists ? wanted : 0;
        _otherLeft -= exists ? other : 0;
        var answer = at.Unknown ? OrderAnswer.Unknown : left ? OrderAnswer.Acknowledged : OrderAnswer.SoldOut;
        return new(at, place, answer, exists, units, units);
    }

    private void Spoil(ref SmallSale sale, RandomStream random)
    {
        var units = sale.Stored;
        switch (random.Next(7))
        {
            case 0:
                sale.Exists = !sale.Exists;
                break;
            case 1:
                sale.Told = sale.Told with { Id = sale.Told.Id + random.Next(2) };
                break;
            case 2:
                sale.Stored = units with { First = units.First + random.Next(3) - 1 };
                break;
            case 3:
                sale.Stored = sale.Told = units with { OtherFirst = units.OtherFirst + random.Next(3) - 1 };
                break;
            case 4:
                _left += random.Next(3) - 1;
                break;
            default:
                // Another place in time: what most of the wrong histories of a real service would show.
                long shift = random.Next(13) - 6;
                sale.At = sale.At with { Start = sale.At.Start + shift, End = sale.At.End + shift };
                break;
        }
    }

    private static bool IsAll(int[] serials, int sold) => sold >= 0 && serials.SequenceEqual(Enumerable.Range(1, sold));

    private static bool Agrees(SmallSale sale)
    {
        var asWanted = sale.Stored.Units == sale.Told.Units && sale.Stored.OtherUnits == sale.Told.OtherUnits;
        var sameUnits = (sale.Told.Units == 0 || sale.Stored.First == sale.Told.First)
            && (sale.Told.OtherUnits == 0 || sale.Stored.OtherFirst == sale.Told.OtherFirst);
        return sale.Answer switch
        {
            OrderAnswer.Acknowledged => sale.Exists && asWanted && sameUnits && sale.Stored.Id == sale.Told.Id,
            OrderAnswer.SoldOut => !sale.Exists,
            _ => !sale.Exists || asWanted,
        };
    }

    private static StockOperation Operation(SmallSale sale)
    {
        var isSoldOut = sale.Answer == OrderAnswer.SoldOut;
        var units = isSoldOut ? sale.Told : sale.Stored;
        return new(sale.Start, sale.End, isSoldOut, [new(0, units.Units, units.First), new(1, units.OtherUnits, units.OtherFirst)]);
    }
}
