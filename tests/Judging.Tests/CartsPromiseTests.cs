using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class CartsPromiseTests
{
    private static readonly CartsPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(3, Bought().Injected(Promise));

    [Fact]
    public void A_change_that_took_another_ones_product_away_is_found() =>
        Assert.NotEmpty(new RecordBuilder()
            .Add(OperationKind.ChangeCart, "u1", 0, 10, Change(1, 0, 2, 1, (0, 2)))
            .Add(OperationKind.ChangeCart, "u1", 20, 30, Change(2, 1, 3, 2, (1, 3)))
            .Broken(Promise));

    [Fact]
    public void A_cart_that_is_full_after_its_purchase_is_found() =>
        Assert.NotEmpty(Bought().Add(OperationKind.ReadCart, "u1", 60, 70, Shows(1, (0, 2)), replica: B).Broken(Promise));

    [Fact]
    public void An_order_of_other_items_than_the_cart_held_is_found() =>
        Assert.NotEmpty(Filled().Add(OperationKind.BuyCart, "u1", 20, 30, Order(2, 1, 7, (0, 3))).Broken(Promise));

    [Fact]
    public void A_change_without_an_answer_may_come_between_filling_and_purchase() =>
        Assert.Empty(new RecordBuilder()
            .Add(OperationKind.ChangeCart, "u1", 0, 5, attempt => Lost(Change(9, 1, 4, 0)(attempt)))
            .Add(OperationKind.ChangeCart, "u1", 6, 10, Change(1, 0, 2, 1, (0, 2)))
            .Add(OperationKind.BuyCart, "u1", 20, 30, Order(2, 1, 7, (0, 2), (1, 4)))
            .Add(OperationKind.ReadCart, "u1", 40, 50, Shows(3), replica: B)
            .Broken(Promise));

    [Fact]
    public void A_purchase_that_was_applied_late_took_a_version_that_nobody_knows() =>
        Assert.Empty(Filled()
            .Add(OperationKind.BuyCart, "u1", 20, 25, attempt => Lost(Order(2, 1, 0)(attempt)))
            .Add(OperationKind.ChangeCart, "u1", 30, 40, Change(3, 1, 3, 2, (0, 2), (1, 3)))
            .Add(OperationKind.ReadCart, "u1", 50, 60, Shows(3))
            .Add(OperationKind.Ask, "u1", 100, 110, attempt => ByHarness(attempt) with { Key = 2, Value = 1 })
            .Quiesced()
            .Broken(Promise));

    [Fact]
    public void A_purchase_that_is_not_in_the_list_of_all_orders_is_found()
    {
        Assert.Empty(Listed(7).Broken(Promise));
        Assert.NotEmpty(Listed(8).Broken(Promise));
    }

    [Fact]
    public void A_look_after_the_next_change_shows_nothing_of_the_purchase()
    {
        Assert.Equal(1, Bought().Count(Promise, Evidence.CartsBought));
        Assert.Equal(0, Filled()
            .Add(OperationKind.BuyCart, "u1", 20, 30, Order(2, 1, 7, (0, 2)))
            .Add(OperationKind.ChangeCart, "u1", 40, 50, Change(3, 1, 1, 3, (1, 1)))
            .Add(OperationKind.ReadCart, "u1", 60, 70, Shows(3, (1, 1)))
            .Count(Promise, Evidence.CartsBought));
    }

    [Fact]
    public void No_history_of_a_right_service_is_rejected()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var run = new RecordBuilder();
            long version = 0;
            var content = new SortedDictionary<int, int>();
            foreach (var step in RandomSteps.Draw(random, 50))
            {
                int product = random.Next(3), quantity = random.Next(4);
                var drawn = random.Next(10);
                var shows = drawn < 5 ? Change(step.Place + 1, product, quantity, 0) : Shows(0);
                if (drawn < 5 && step.TakesEffect)
                {
                    version++;
                    content[product] = quantity;
                }

                var hash = Hash([.. content.Select(line => (line.Key, line.Value))]);
                var after = version;
                run.Add(drawn < 5 ? OperationKind.ChangeCart : OperationKind.ReadCart, "u1", step.Start, step.End, attempt =>
                    step.IsLost ? Lost(shows(attempt)) : shows(attempt) with { Version = after, Detail = hash });
            }

            Assert.Empty(run.Broken(Promise));
        }
    }

    private static RecordBuilder Filled() => new RecordBuilder().Add(OperationKind.ChangeCart, "u1", 0, 10, Change(1, 0, 2, 1, (0, 2)));

    private static RecordBuilder Bought() => Filled()
        .Add(OperationKind.BuyCart, "u1", 20, 30, Order(2, 1, 7, (0, 2)))
        .Add(OperationKind.ReadCart, "u1", 40, 50, Shows(2), replica: B);

    private static RecordBuilder Listed(long order) => Bought()
        .Add(OperationKind.ListOrders, "C0", 100, 110, attempt => ByHarness(attempt) with { Value = 1 })
        .Add(OperationKind.ListedOrder, "C0", 120, 120, attempt => ByHarness(attempt) with { Version = order })
        .Add(OperationKind.ListOrders, "C0", 130, 140, ByHarness);

    private static Func<Attempt, Attempt> Change(long key, int product, int quantity, long version, params (int, int)[] content) =>
        attempt => Shows(version, content)(attempt) with { Key = key, Argument = CartLine.Of(product, quantity) };

    private static Func<Attempt, Attempt> Order(long key, long bought, long id, params (int, int)[] content) =>
        attempt => attempt with { Key = key, Argument = bought, Version = id, Detail = Hash(content) };

    private static Func<Attempt, Attempt> Shows(long version, params (int, int)[] content) =>
        attempt => attempt with { Version = version, Detail = Hash(content) };

    private static long Hash((int, int)[] content) => (long)CartContent.HashOf(content);
}
