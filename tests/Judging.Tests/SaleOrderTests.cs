using AspireStateless.Judging.Orders;

namespace AspireStateless.Judging.Tests;

/// <summary>Each record that must be accepted stands beside its nearest neighbour that must not.</summary>
public sealed class SaleOrderTests : SalesBuilder
{
    [Fact]
    public void Units_are_sold_in_the_order_of_time()
    {
        Sell(1, 0, 9, (0, 3, 2));
        Sell(2, 9, 19, (0, 1, 2));
        Accepts();
        Attempts[1] = Attempts[1] with { Start = 10 };
        Rejects("was sold earlier units", 1, 2);
    }

    [Fact]
    public void A_store_may_list_orders_in_any_order()
    {
        Ask(1, 0, 9, OrderAnswer.Acknowledged, (0, 1, 1), (1, 1, 1));
        Ask(2, 5, 12, OrderAnswer.Acknowledged, (1, 2, 1));
        Ask(3, 10, 19, OrderAnswer.Acknowledged, (0, 2, 2), (0, 4, 1), (1, 3, 1));
        Store(3, (0, 4, 1), (0, 2, 2), (1, 3, 1));
        Store(2, (1, 2, 1));
        Store(1, (0, 1, 1), (1, 1, 1));
        Accepts();
        Attempts[2] = Attempts[2] with { Start = 0, End = 4 };
        Rejects("was sold earlier units", 2, 3);
    }

    [Fact]
    public void TwoOrders_of_two_products_are_sold_in_one_order()
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
        Rejects("as many were left", 1, 3);
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
}
