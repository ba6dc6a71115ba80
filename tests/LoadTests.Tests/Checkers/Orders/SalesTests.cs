using AspireStateless.LoadTests.Checkers.Carts;
using AspireStateless.LoadTests.Checkers.Orders;
using AspireStateless.LoadTests.Histories;
using Xunit;

namespace AspireStateless.LoadTests.Tests.Checkers.Orders;

/// <summary>
/// Two products of which there were 5 units each. Each record that must be accepted stands beside its nearest neighbour that must not. An
/// attempt's source is its key.
/// </summary>
public sealed class SalesTests
{
    private readonly List<OrderAttempt> _attempts = [];
    private readonly List<WantedLine> _wanted = [];
    private readonly List<StoredOrder> _orders = [];
    private readonly List<SoldLine> _lines = [];
    private readonly ProductStock[] _stock = [new(5, 5), new(5, 5)];

    [Fact]
    public void Nothing_sold_is_right() => Accepts();

    [Fact]
    public void Orders_that_are_acknowledged_exist_with_their_units()
    {
        Sell(1, 0, 9, (0, 1, 2));
        Sell(2, 10, 19, (0, 3, 1), (1, 1, 1));
        Accepts();
    }

    [Fact]
    public void An_acknowledged_order_that_does_not_exist_is_found()
    {
        Ask(1, 0, 9, OrderAnswer.Acknowledged, (0, 1, 2));
        Rejects("does not exist", 1);
    }

    [Fact]
    public void An_order_of_unknown_outcome_exists_whole_or_not_at_all()
    {
        Ask(1, 0, Attempt.Open, OrderAnswer.Unknown, (0, 1, 2), (1, 1, 1));
        Accepts();
        Store(1, (0, 1, 2), (1, 1, 1));
        Accepts();
    }

    [Fact]
    public void Half_an_order_is_found()
    {
        Ask(1, 0, Attempt.Open, OrderAnswer.Unknown, (0, 1, 2), (1, 1, 1));
        Store(1, (0, 1, 2));
        Rejects("does not hold what was asked for", 1);
    }

    [Fact]
    public void An_order_that_nobody_asked_for_is_found()
    {
        Store(1, (0, 1, 2));
        Rejects("nobody asked for it");
    }

    [Fact]
    public void Two_orders_of_one_key_are_found()
    {
        Sell(1, 0, 9, (0, 1, 2));
        Store(1, (0, 3, 2));
        Rejects("have one key", 1);
    }

    [Fact]
    public void An_answer_that_tells_of_another_order_than_the_store_is_found()
    {
        Sell(1, 0, 9, (0, 1, 2));
        _attempts[0] = _attempts[0] with { OrderId = 77 };
        Rejects("has its key", 1);
    }

    [Fact]
    public void An_answer_that_tells_of_other_units_than_the_store_is_found()
    {
        Ask(1, 0, 9, OrderAnswer.Acknowledged, (0, 1, 2));
        Ask(2, 0, 9, OrderAnswer.Acknowledged, (0, 3, 2));
        Store(1, (0, 3, 2));
        Store(2, (0, 1, 2));
        Rejects("units that were acknowledged", 1);
    }

    [Fact]
    public void Two_orders_that_took_one_cart_are_found()
    {
        Sell(1, 0, 9, (0, 1, 1));
        Sell(2, 0, 9, (0, 2, 1));
        (_orders[0], _orders[1]) = (_orders[0] with { CartVersion = 4 }, _orders[1] with { CartVersion = 3 });
        Accepts();
        _orders[1] = _orders[1] with { CartVersion = 4 };
        Rejects("took one cart", 1, 2);
    }

    [Fact]
    public void A_unit_that_was_sold_twice_is_found()
    {
        Sell(1, 0, 9, (0, 1, 2));
        Sell(2, 0, 9, (0, 2, 1));
        Rejects("sold twice", 1, 2);
    }

    [Fact]
    public void A_unit_that_was_not_there_is_found()
    {
        Sell(1, 0, 9, (0, 1, 6));
        Rejects("of which there were 5", 1);
    }

    [Fact]
    public void A_unit_that_nobody_got_is_found()
    {
        Sell(1, 0, 9, (0, 1, 2));
        Sell(2, 0, 9, (0, 4, 1));
        Rejects("sold to nobody", 2);
    }

    [Fact]
    public void Stock_that_leaked_is_found()
    {
        Sell(1, 0, 9, (0, 1, 2));
        _stock[0] = new(5, 2);
        Rejects("are left of 5", 1);
    }

    [Fact]
    public void Units_are_sold_in_the_order_of_time()
    {
        Sell(1, 0, 9, (0, 3, 2));
        Sell(2, 9, 19, (0, 1, 2));
        Accepts();
        _attempts[1] = _attempts[1] with { Start = 10 };
        Rejects("was sold earlier units", 1, 2);
    }

    [Fact]
    public void Two_orders_of_two_products_are_sold_in_one_order()
    {
        Sell(1, 0, 9, (0, 1, 1), (1, 2, 1));
        Sell(2, 0, 9, (0, 2, 1), (1, 1, 1));
        Rejects("before another of them", 1, 2);
    }

    [Fact]
    public void Somebody_is_told_sold_out_when_too_little_can_have_been_left()
    {
        Sell(1, 10, 19, (0, 1, 4));
        SoldOut(2, 0, 10, (0, 2));
        Accepts();
        SoldOut(3, 0, 9, (0, 2));
        Rejects("when there were as many left", 1, 3);
    }

    [Fact]
    public void Somebody_is_not_told_sold_out_of_what_is_left_to_the_end()
    {
        Sell(1, 0, 9, (0, 1, 4));
        SoldOut(2, 10, 19, (0, 1));
        Rejects("left to the end", 2);
    }

    [Fact]
    public void One_product_that_is_gone_is_enough_to_be_told_sold_out()
    {
        Sell(1, 0, 9, (0, 1, 5));
        SoldOut(2, 10, 19, (0, 1), (1, 1));
        Accepts();
    }

    [Fact]
    public void What_was_answered_to_be_sold_out_does_not_exist()
    {
        Sell(1, 0, 9, (0, 1, 4));
        SoldOut(2, 10, 19, (0, 1));
        Store(2, (0, 5, 1));
        Rejects("answered to be sold out", 2);
    }

    private void Sell(long key, long start, long end, params (int Sku, int First, int Quantity)[] lines)
    {
        Ask(key, start, end, OrderAnswer.Acknowledged, lines);
        Store(key, lines);
    }

    private void SoldOut(long key, long start, long end, params (int Sku, int Quantity)[] lines)
    {
        _wanted.AddRange(lines.Select(line => new WantedLine(_attempts.Count, line.Sku, line.Quantity)));
        Ask(key, start, end, OrderAnswer.SoldOut, [.. lines.Select(line => (line.Sku, 0, line.Quantity))]);
    }

    private void Ask(long key, long start, long end, OrderAnswer answer, params (int Sku, int First, int Quantity)[] lines)
    {
        ulong content = CartContent.HashOf([.. lines.Select(line => (line.Sku, line.Quantity))]);
        ulong units = lines.Aggregate(0UL, (sum, line) => sum + UnitHash.Of(line.Sku, line.First, line.Quantity));
        _attempts.Add(new(start, end, User: 1, key, answer, key, content, units, (int)key));
    }

    private void Store(long key, params (int Sku, int First, int Quantity)[] lines)
    {
        foreach (var line in lines)
        {
            _lines.Add(new(_orders.Count, line.Sku, line.First, line.Quantity));
            _stock[line.Sku] = _stock[line.Sku] with { Final = _stock[line.Sku].Final - line.Quantity };
        }

        _orders.Add(new(key, User: 1, key));
    }

    private SalesRecord Record() =>
        new() { Attempts = [.. _attempts], Wanted = [.. _wanted], Orders = [.. _orders], Lines = [.. _lines], Stock = _stock };

    private void Accepts() => Assert.Null(Sales.Check(Record()));

    private void Rejects(string rule, params int[] witness)
    {
        var found = Sales.Check(Record());
        Assert.NotNull(found);
        Assert.Contains(rule, found.Rule, StringComparison.Ordinal);
        Assert.Equal(witness, found.Sources.Order());
    }
}
