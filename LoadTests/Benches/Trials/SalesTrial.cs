using AspireStateless.LoadTests.Checkers.Carts;
using AspireStateless.LoadTests.Checkers.Orders;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Benches.Trials;

/// <summary>Orders of one or two products: <see cref="Sales"/> beside a search.</summary>
internal sealed class SalesTrial : ICheckerTrial
{
    private readonly SmallSales _small = new();

    public string Name => "orders and stock";

    /// <summary>Keys are products. Of an order in four some product is sold out.</summary>
    public Func<bool> Right(int operations, int keys)
    {
        var random = new RandomStream(1);
        int initial = operations / keys * 2;
        int[] sold = new int[keys];
        var attempts = new OrderAttempt[operations];
        var orders = new List<StoredOrder>(operations);
        var lines = new List<SoldLine>(operations * 4 / 3);
        var wanted = new List<WantedLine>(operations / 3);
        for (int i = 0; i < operations; i++)
        {
            var at = DrawnInterval.Long(random, i);
            int one = random.Next(keys);
            int other = (one + 1) % keys;
            int ofOne = 1 + random.Next(3);
            int ofOther = other == one || random.Next(3) > 0 ? 0 : 1 + random.Next(3);
            bool left = sold[one] + ofOne <= initial && sold[other] + ofOther <= initial;
            ulong units = 0;
            if (!left && !at.Unknown)
            {
                wanted.Add(new(i, one, ofOne));
                wanted.Add(new(i, other, ofOther));
            }

            if (left && !at.Lost)
            {
                units = Sell(one, ofOne) + Sell(other, ofOther);
                orders.Add(new(i + 1, User: i % 64, Key: i));
            }

            var answer = at.Unknown ? OrderAnswer.Unknown : left ? OrderAnswer.Acknowledged : OrderAnswer.SoldOut;
            ulong content = CartContent.HashOf((one, ofOne), (other, ofOther));
            attempts[i] = new(at.Start, at.RecordedEnd, i % 64, i, answer, i + 1, content, units, i);
        }

        var record = new SalesRecord
        {
            Attempts = attempts,
            Wanted = [.. wanted],
            Orders = [.. orders],
            Lines = [.. lines],
            Stock = [.. sold.Select(units => new ProductStock(initial, initial - units))],
        };
        return () => Sales.Check(record) is null;

        ulong Sell(int sku, int quantity)
        {
            if (quantity == 0)
            {
                return 0;
            }

            int first = sold[sku] + 1;
            lines.Add(new(orders.Count, sku, first, quantity));
            sold[sku] += quantity;
            return UnitHash.Of(sku, first, quantity);
        }
    }

    public Comparison Compare(RandomStream random)
    {
        _small.Draw(random);
        return new(_small.IsRight(), Sales.Check(_small.Record()) is null);
    }
}
