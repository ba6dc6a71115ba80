using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Orders;

/// <summary>Judges orders of named products, unit by unit.</summary>
internal sealed class OrdersPromise : OperationPromise
{
    public override string Name => "Orders";

    public override string Statement =>
        "one order a key, never oversold, stock + sold = initial; an acknowledged order exists, any other whole or not at all";

    protected override OperationKind[] Writes => [OperationKind.PlaceOrder];

    protected override OperationKind[] Reads => [OperationKind.ReadProduct, OperationKind.ListOrders];

    protected override OperationKind[] Keyed => [OperationKind.PlaceOrder];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var orders = run.History.Find(attempt => attempt is { Kind: OperationKind.PlaceOrder, Outcome: Outcome.Ok, Number: 1 });
        if (orders.Count < 2)
        {
            yield break;
        }

        var order = orders[random.Next(orders.Count)];
        var attempt = run.History.Attempts[order];
        yield return new("a unit that was not there", Change(
            run, order, sold => sold with { Value = int.MaxValue - 2, Detail = int.MaxValue - 2 }));
        run = Only(run, other => other.Subject == attempt.Subject);
        yield return new("two orders of one key", run.With(
            [.. run.History.Attempts, attempt with { Version = attempt.Version + 1_000_000, Number = 99 }]));
        orders = run.History.Find(other =>
            other is { Kind: OperationKind.PlaceOrder, Outcome: Outcome.Ok, Number: 1 } && other.Key != attempt.Key);
        if (orders.Count > 0)
        {
            yield return new("one unit sold twice", Change(
                run, orders[random.Next(orders.Count)], sold => sold with { Value = attempt.Value }));
        }

        if (run.Faults.Quiesced && new OrderHistory(run.History, resolved: null).IsListed)
        {
            yield return new("an order that is gone", run.With([.. run.History.Attempts.Where(line =>
                line.Kind != OperationKind.ListedOrder || line.Version != attempt.Version)]));
            yield return new("stock that is not what was left", run.With([.. run.History.Attempts.Select(read =>
                read is { Kind: OperationKind.ReadProduct, Client: Attempt.Harness } && read.Subject == attempt.Subject
                    ? read with { Detail = read.Detail + 1 }
                    : read)]));
        }
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var history = run.History;
        var orders = new OrderHistory(history, resolved);
        List<Violation> violations =
        [
            .. Foreign(history),
            .. orders.Merge.Conflicts.Select(conflict => new Violation(
                $"{history.Text(history.Attempts[conflict.First].Subject)}: one order, sent twice under one key, was answered with two",
                    [conflict.First, conflict.Second])),
            .. Units(history, orders),
            .. Stocks(history, orders),
            .. Forgotten(history, orders),
        ];

        // An aborted run has no list of all orders: then only what the clients were told is judged.
        if (violations.Count == 0 && orders.IsListed && run.Faults.Quiesced)
        {
            violations.AddRange(Sales.Check(orders.ToSales()) is { } broken ? [Describe("orders", broken)] : NotListed(history, orders));
        }

        return violations;
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var orders = run.History.Attempts.Where(attempt => attempt is { Kind: OperationKind.PlaceOrder, Number: 1 }).ToList();
        yield return count.Of(Verdicts.Evidence.UnitsSold, orders.Where(order => order.Outcome == Outcome.Ok).Sum(order => order.Argument));
        yield return count.Of(Verdicts.Evidence.SoldOut, orders.Count(order => order is { Outcome: Outcome.Failed, Status: 409 }));
    }

    /// <summary>No unit is sold to two, and none is sold that was not there.</summary>
    private static IEnumerable<Violation> Units(History history, OrderHistory orders)
    {
        var sold = new Dictionary<(int Subject, long Serial), int>();
        var initial = orders.Subjects.ToDictionary(subject => subject, orders.Initial);
        foreach (var index in Answered(orders.Merge))
        {
            var attempt = history.Attempts[index];
            for (var serial = attempt.Value; serial < attempt.Value + attempt.Argument; serial++)
            {
                if (initial[attempt.Subject] is { } stock && (serial < 1 || serial > stock))
                {
                    yield return new Violation($"{history.Text(attempt.Subject)}: unit {serial} was sold, and there were {stock}", [index]);
                    break;
                }

                if (!sold.TryAdd((attempt.Subject, serial), index))
                {
                    yield return new Violation(
                        $"{history.Text(attempt.Subject)}: unit {serial} was sold twice", [sold[(attempt.Subject, serial)], index]);
                    break;
                }
            }
        }
    }

    private static IEnumerable<Violation> Stocks(History history, OrderHistory orders)
    {
        var sales = Answered(orders.Merge).ToLookup(index => history.Attempts[index].Subject);
        var wanted = orders.Wanted.ToLookup(order => order.Subject, order => (order.Start, order.Units));
        var reads = Enumerable.Range(0, history.Attempts.Length)
            .Where(index => history.Attempts[index] is { Kind: OperationKind.ReadProduct, Outcome: Outcome.Ok })
            .ToLookup(index => history.Attempts[index].Subject);
        foreach (var subject in orders.Subjects)
        {
            if (orders.Initial(subject) is { } initial
                && StockReads.Check(history, sales[subject], [.. wanted[subject]], [.. reads[subject]], initial) is { } broken)
            {
                yield return broken;
            }
        }
    }

    /// <summary>Who was told that their order exists is not told of its key later that it is sold out.</summary>
    private static IEnumerable<Violation> Forgotten(History history, OrderHistory orders)
    {
        var acknowledged = Answered(orders.Merge)
            .Where(index => history.Attempts[index].Key != 0)
            .ToDictionary(index => (history.Attempts[index].Subject, history.Attempts[index].Key));
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            var attempt = history.Attempts[i];
            if (attempt is { Kind: OperationKind.PlaceOrder, Outcome: Outcome.Failed, Status: OrderHistory.SoldOutStatus, Key: not 0 }
                && acknowledged.TryGetValue((attempt.Subject, attempt.Key), out var order) && history.Attempts[order].End < attempt.Start)
            {
                yield return new Violation(
                    $"{history.Text(attempt.Subject)}: order {history.Attempts[order].Version} was acknowledged, and its key was answered"
                        + $" to be sold out later",
                    [order, i]);
            }
        }
    }

    /// <summary>An order of which the service says that it was applied is in the list.</summary>
    private static IEnumerable<Violation> NotListed(History history, OrderHistory orders) => orders.Unlisted()
        .Take(1)
        .Select(order => new Violation(
            $"{history.Text(history.Attempts[order].Subject)}: an order without an answer is said to be applied, and does not exist",
                [order]));
}
