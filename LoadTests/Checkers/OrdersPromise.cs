using AspireStateless.LoadTests.Checkers.Orders;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Judges orders of named products, unit by unit.</summary>
internal sealed class OrdersPromise : OperationPromise
{
    public override string Name => "Orders";

    public override string Statement => "one order a key, never oversold, stock + sold = initial; an acknowledged order exists, any other whole or not at all";

    protected override OperationKind[] Writes => [OperationKind.PlaceOrder];

    protected override OperationKind[] Reads => [OperationKind.ReadProduct, OperationKind.ListOrders];

    protected override OperationKind[] Keyed => [OperationKind.PlaceOrder];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var orders = Find(run, attempt => attempt is { Kind: OperationKind.PlaceOrder, Outcome: Outcome.Ok, Number: 1 });
        if (orders.Count < 2)
        {
            yield break;
        }

        int order = orders[random.Next(orders.Count)];
        var attempt = run.History.Attempts[order];
        yield return new("a unit that was not there", Change(run, order, sold => sold with { Value = int.MaxValue - 2, Detail = int.MaxValue - 2 }));
        yield return new("two orders of one key", run.With([.. run.History.Attempts, attempt with { Version = attempt.Version + 1_000_000, Number = 99 }]));
        int twin = orders.Find(other => other != order && run.History.Attempts[other].Subject == attempt.Subject);
        if (twin > 0)
        {
            yield return new("one unit sold twice", Change(run, twin, sold => sold with { Value = attempt.Value }));
        }

        if (new OrderHistory(run.History, resolved: null).IsListed)
        {
            yield return new("an order that is gone", run.With([.. run.History.Attempts.Where(line =>
                line.Kind != OperationKind.ListedOrder || line.Version != attempt.Version)]));
            yield return new("stock that is not what was left", run.With([.. run.History.Attempts.Select(read =>
                read is { Kind: OperationKind.ReadProduct, Client: ApiRequest.Harness } && read.Subject == attempt.Subject
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
                $"{history.Text(history.Attempts[conflict.First].Subject)}: one order, sent twice under one key, was answered with two", [conflict.First, conflict.Second])),
            .. Units(history, orders),
            .. Stocks(history, orders),
        ];

        // An aborted run has no list of all orders: then only what the clients were told is judged.
        if (violations.Count == 0 && orders.IsListed && run.Faults.Quiesced && Sales.Check(orders.ToSales()) is { } broken)
        {
            violations.Add(Describe("orders", broken));
        }

        return violations;
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var orders = run.History.Attempts.Where(attempt => attempt is { Kind: OperationKind.PlaceOrder, Number: 1 }).ToList();
        yield return count.Of(Checkers.Evidence.UnitsSold, orders.Where(order => order.Outcome == Outcome.Ok).Sum(order => order.Argument));
        yield return count.Of(Checkers.Evidence.SoldOut, orders.Count(order => order is { Outcome: Outcome.Failed, Status: 409 }));
    }

    /// <summary>No unit is sold to two, and none is sold that was not there.</summary>
    private static IEnumerable<Violation> Units(History history, OrderHistory orders)
    {
        var sold = new Dictionary<(int Subject, long Serial), int>();
        var initial = orders.Subjects.ToDictionary(subject => subject, orders.Initial);
        foreach (int index in Acknowledged(orders.Merge))
        {
            var attempt = history.Attempts[index];
            for (long serial = attempt.Value; serial < attempt.Value + attempt.Argument; serial++)
            {
                if (initial[attempt.Subject] is { } stock && (serial < 1 || serial > stock))
                {
                    yield return new Violation($"{history.Text(attempt.Subject)}: unit {serial} was sold, and there were {stock}", [index]);
                    break;
                }

                if (!sold.TryAdd((attempt.Subject, serial), index))
                {
                    yield return new Violation($"{history.Text(attempt.Subject)}: unit {serial} was sold twice", [sold[(attempt.Subject, serial)], index]);
                    break;
                }
            }
        }
    }

    /// <summary>Nobody reads more stock than the sales that had been acknowledged before leave, and none reads less than all sales can explain.</summary>
    private static IEnumerable<Violation> Stocks(History history, OrderHistory orders)
    {
        foreach (int subject in orders.Subjects)
        {
            if (orders.Initial(subject) is not { } initial)
            {
                continue;
            }

            int[] sales = [.. Acknowledged(orders.Merge).Where(index => history.Attempts[index].Subject == subject).OrderBy(index => history.Attempts[index].End)];
            var largest = new (long End, long Serial, int Index)[sales.Length];
            for (int i = 0; i < sales.Length; i++)
            {
                var sale = history.Attempts[sales[i]];
                long serial = sale.Value + sale.Argument - 1;
                largest[i] = i > 0 && largest[i - 1].Serial >= serial ? largest[i - 1] with { End = sale.End } : (sale.End, serial, sales[i]);
            }

            for (int i = 0; i < history.Attempts.Length; i++)
            {
                var read = history.Attempts[i];
                if (read is not { Kind: OperationKind.ReadProduct, Outcome: Outcome.Ok } || read.Subject != subject)
                {
                    continue;
                }

                int before = Array.FindLastIndex(largest, sale => sale.End < read.Start);
                if (before >= 0 && initial - read.Detail < largest[before].Serial)
                {
                    yield return new Violation(
                        $"{history.Text(subject)}: {read.Detail} of {initial} were left, after unit {largest[before].Serial} had been sold", [largest[before].Index, i]);
                    break;
                }
            }
        }
    }

    private static List<int> Acknowledged(OperationMerge merge)
    {
        var found = new List<int>();
        foreach (ref readonly var operation in merge.Operations)
        {
            if (operation.Outcome == Outcome.Ok)
            {
                found.Add(operation.Attempt);
            }
        }

        return found;
    }
}
