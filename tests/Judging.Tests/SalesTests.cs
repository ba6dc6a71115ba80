using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Orders;

namespace AspireStateless.Judging.Tests;

/// <summary>Each record that must be accepted stands beside its nearest neighbour that must not.</summary>
public sealed class SalesTests : SalesBuilder
{
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
    public void TwoOrders_of_one_key_are_found()
    {
        Sell(1, 0, 9, (0, 1, 2));
        Store(1, (0, 3, 2));
        Rejects("have one key", 1);
    }

    [Fact]
    public void An_answer_that_tells_of_another_order_than_the_store_is_found()
    {
        Sell(1, 0, 9, (0, 1, 2));
        Attempts[0] = Attempts[0] with { OrderId = 77 };
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
    public void TwoOrders_that_took_one_cart_are_found()
    {
        Sell(1, 0, 9, (0, 1, 1));
        Sell(2, 0, 9, (0, 2, 1));
        Carts.AddRange([new(Order: 0, User: 1, Version: 4), new(Order: 1, User: 1, Version: 3)]);
        Accepts();
        Carts[1] = Carts[1] with { Version = 4 };
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
        Stock[0] = new(5, 2);
        Rejects("are left of 5", 1);
    }

    [Fact]
    public void What_was_answered_to_be_sold_out_does_not_exist()
    {
        Sell(1, 0, 9, (0, 1, 4));
        SoldOut(2, 10, 19, (0, 1));
        Store(2, (0, 5, 1));
        Rejects("answered to be sold out", 2);
    }
}
