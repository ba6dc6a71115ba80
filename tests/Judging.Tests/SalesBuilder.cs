using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Orders;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// Writes the sales of two products by hand, of which there were 5 units each. An attempt's source, and its order's id, is its key.
/// </summary>
public abstract class SalesBuilder
{
    private protected List<OrderAttempt> Attempts { get; } = [];

    private readonly List<WantedLine> _wanted = [];
    private protected List<StoredOrder> Orders { get; } = [];
    private protected List<TakenCart> Carts { get; } = [];

    private readonly List<SoldLine> _lines = [];
    private protected ProductStock[] Stock { get; } = [new(5, 5), new(5, 5)];

    private protected void Sell(int key, long start, long end, params (int Sku, int First, int Quantity)[] lines)
    {
        Ask(key, start, end, OrderAnswer.Acknowledged, lines);
        Store(key, lines);
    }

    private protected void SoldOut(int key, long start, long end, params (int Sku, int Quantity)[] lines)
    {
        _wanted.AddRange(lines.Select(line => new WantedLine(Attempts.Count, line.Sku, line.Quantity)));
        Ask(key, start, end, OrderAnswer.SoldOut, [.. lines.Select(line => (line.Sku, 0, line.Quantity))]);
    }

    private protected void Ask(int key, long start, long end, OrderAnswer answer, params (int Sku, int First, int Quantity)[] lines)
    {
        var content = CartContent.HashOf(
            [.. lines.GroupBy(line => line.Sku).Select(same => (same.Key, same.Sum(line => line.Quantity)))]);
        var units = lines.Aggregate(0UL, (sum, line) => sum + UnitHash.Of(line.Sku, line.First, line.Quantity));
        Attempts.Add(answer switch
        {
            OrderAnswer.Acknowledged => OrderAttempt.Acknowledged(start, end, key, order: key, content, units, key),
            OrderAnswer.SoldOut => OrderAttempt.SoldOut(start, end, key, content, key),
            _ => OrderAttempt.Unknown(start, key, content, key),
        });
    }

    private protected void Store(int key, params (int Sku, int First, int Quantity)[] lines)
    {
        foreach (var line in lines)
        {
            _lines.Add(new(line.Sku, line.First, line.Quantity));
            Stock[line.Sku] = Stock[line.Sku] with { Final = Stock[line.Sku].Final - line.Quantity };
        }

        Orders.Add(new(key, key, _lines.Count));
    }

    private SalesRecord Record() => new()
    {
        Attempts = [.. Attempts],
        Wanted = [.. _wanted],
        Orders = [.. Orders],
        Lines = [.. _lines],
        Carts = [.. Carts],
        Stock = Stock,
    };

    private protected void Accepts() => Assert.Null(Sales.Check(Record()));

    private protected void Rejects(string rule, params int[] witness)
    {
        var found = Sales.Check(Record());
        Assert.NotNull(found);
        Assert.Contains(rule, found.Rule, StringComparison.Ordinal);
        Assert.Equal(witness, found.Sources.Order());
    }
}
