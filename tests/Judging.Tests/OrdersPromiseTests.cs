using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Orders;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class OrdersPromiseTests
{
    private const string Sku = "S0";
    private static readonly OrdersPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(5, Listed(Sold(), 7, (1, 1, 2), (2, 3, 1)).Injected(Promise));

    [Fact]
    public void An_order_that_nobody_asked_for_is_found() =>
        Assert.NotEmpty(Listed(Sold(), 6, (1, 1, 2), (2, 3, 1), (3, 4, 1)).Broken(Promise));

    [Fact]
    public void An_order_without_an_answer_may_exist_or_not()
    {
        var order = Unanswered(Sold());
        Assert.Empty(Listed(order, 6, (1, 1, 2), (2, 3, 1), (3, 4, 1)).Broken(Promise));
        Assert.Empty(Listed(Unanswered(Sold()), 7, (1, 1, 2), (2, 3, 1)).Broken(Promise));
    }

    [Fact]
    public void An_order_without_an_answer_that_is_said_to_be_applied_is_in_the_list()
    {
        Assert.Empty(Listed(Asked(Unanswered(Sold())), 6, (1, 1, 2), (2, 3, 1), (3, 4, 1)).Broken(Promise));
        Assert.NotEmpty(Listed(Asked(Unanswered(Sold())), 7, (1, 1, 2), (2, 3, 1)).Broken(Promise));
    }

    [Fact]
    public void An_order_that_was_refused_definitely_does_not_exist() =>
        Assert.NotEmpty(Listed(
            Sold().Add(OperationKind.PlaceOrder, Sku, 40, 50, attempt => Refused(Order(3, 0, 0, 1)(attempt), 503), "u1-buyer"), 6, (
                1, 1, 2), (2, 3, 1), (3, 4, 1))
            .Broken(Promise));

    [Fact]
    public void A_refusal_after_an_attempt_without_an_answer_proves_nothing() =>
        Assert.Empty(Listed(
            Unanswered(Sold()).Add(OperationKind.PlaceOrder, Sku, 60, 70, attempt => Refused(Order(3, 0, 0, 1)(attempt), 503), "u1-buyer"),
                6, (1, 1, 2), (2, 3, 1), (3, 4, 1))
            .Broken(Promise));

    [Fact]
    public void An_order_of_somebody_else_is_found() =>
        Assert.NotEmpty(
            Listed(Sold().Add(OperationKind.PlaceOrder, Sku, 40, 50, Order(3, 3, 4, 1), "u2-buyer"), 6, (1, 1, 2), (2, 3, 1), (3, 4, 1))
            .Broken(Promise));

    [Fact]
    public void An_acknowledged_order_whose_key_is_sold_out_later_is_found() =>
        Assert.NotEmpty(Sold()
            .Add(OperationKind.PlaceOrder, Sku, 40, 50, attempt => Refused(Order(1, 0, 0, 2)(attempt), 409), "u1-buyer")
            .Broken(Promise));

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(6, false)]
    public void A_read_of_stock_fits_the_sales(int left, bool right) =>
        Assert.Equal(right, !Sold().Add(OperationKind.ReadProduct, Sku, 40, 50, attempt => attempt with { Detail = left }).Broken(Promise)
            .Any());

    [Fact]
    public void Stock_that_rises_again_is_found() =>
        Assert.NotEmpty(Unanswered(Sold())
            .Add(OperationKind.ReadProduct, Sku, 60, 70, attempt => attempt with { Detail = 6 })
            .Add(OperationKind.ReadProduct, Sku, 80, 90, attempt => attempt with { Detail = 7 })
            .Broken(Promise));

    [Fact]
    public void No_history_of_a_right_service_is_rejected()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var run = new RecordBuilder().Quiesced();
            var left = 30;
            var sold = new List<(long Id, long First, long Units)>();
            run.Add(OperationKind.Stocked, Sku, 0, 0, attempt => attempt with { Value = 30 });
            foreach (var step in RandomSteps.Draw(random, 40))
            {
                var units = 1 + random.Next(2);
                var stock = left;
                if (random.Next(4) == 0)
                {
                    run.Add(OperationKind.ReadProduct, Sku, step.Start, step.End, attempt =>
                        step.IsLost ? Lost(attempt) : attempt with { Detail = stock });
                    continue;
                }

                var sells = step.TakesEffect && units <= left;
                var order = Order(step.Place + 1, sells ? step.Place + 1 : 0, 31 - left, units);
                if (sells)
                {
                    sold.Add((step.Place + 1, 31 - left, units));
                    left -= units;
                }

                run.Add(OperationKind.PlaceOrder, Sku, step.Start, step.End, attempt =>
                    step.IsLost ? Lost(order(attempt)) : sells ? order(attempt) : Refused(order(attempt), 409), "u1-buyer");
            }

            Assert.Empty(Final(run, left, [.. sold]).Broken(Promise));
        }
    }

    private static RecordBuilder Sold() => new RecordBuilder()
        .Quiesced()
        .Add(OperationKind.Stocked, Sku, 0, 0, attempt => attempt with { Value = 10 })
        .Add(OperationKind.PlaceOrder, Sku, 0, 10, Order(1, 1, 1, 2), "u1-buyer")
        .Add(OperationKind.PlaceOrder, Sku, 20, 30, Order(2, 2, 3, 1), "u1-buyer");

    private static RecordBuilder Unanswered(RecordBuilder run) =>
        run.Add(OperationKind.PlaceOrder, Sku, 40, 50, attempt => Lost(Order(3, 0, 0, 1)(attempt)), "u1-buyer");

    private static RecordBuilder Asked(RecordBuilder run) =>
        run.Add(OperationKind.Ask, Sku, 800, 810, attempt => ByHarness(attempt) with { Key = 3, Value = 1 });

    private static RecordBuilder Listed(RecordBuilder run, int left, params (long Id, long First, long Units)[] orders) =>
        Final(run, left, orders);

    private static RecordBuilder Final(RecordBuilder run, int left, (long Id, long First, long Units)[] orders)
    {
        foreach (var (id, first, units) in orders)
        {
            run.Add(OperationKind.ListedOrder, Sku, 5000, 5000, attempt => ByHarness(Order(0, id, first, units)(attempt)), "u1");
        }

        return run
            .Add(OperationKind.ListOrders, Sku, 5010, 5020, ByHarness)
            .Add(OperationKind.ReadProduct, Sku, 5030, 5040, attempt => ByHarness(attempt) with { Detail = left });
    }

    private static Func<Attempt, Attempt> Order(long key, long id, long first, long units) =>
        attempt => attempt with { Key = key, Version = id, Value = first, Detail = first + units - 1, Argument = units };
}
