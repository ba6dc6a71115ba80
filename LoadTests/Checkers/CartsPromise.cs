using AspireStateless.LoadTests.Checkers.Carts;
using AspireStateless.LoadTests.Checkers.Rules;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Judges carts: versions and whole contents, and what an order takes out of one.</summary>
internal sealed class CartsPromise : OperationPromise
{
    public override string Name => "Carts";

    public override string Statement => "changes of a cart are linearizable and nothing added is lost; no reader sees a full cart whose order exists";

    protected override OperationKind[] Writes => [OperationKind.ChangeCart, OperationKind.BuyCart];

    protected override OperationKind[] Reads => [OperationKind.ReadCart];

    protected override OperationKind[] Keyed => [OperationKind.ChangeCart, OperationKind.BuyCart];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var changes = Find(run, attempt => attempt is { Kind: OperationKind.ChangeCart, Outcome: Outcome.Ok, Number: 1 });
        var reads = Find(run, attempt => attempt is { Kind: OperationKind.ReadCart, Outcome: Outcome.Ok, Version: > 0 });
        if (changes.Count == 0 || reads.Count == 0)
        {
            yield break;
        }

        int change = changes[random.Next(changes.Count)];
        yield return new("a change answered with another content", Change(run, change, attempt => attempt with { Detail = attempt.Detail + 1 }));
        int read = reads[random.Next(reads.Count)];
        yield return new("a read of a version that was never made", Change(run, read, attempt => attempt with { Version = attempt.Version + run.History.Attempts.Length }));
        int later = reads.FindIndex(index => changes.Exists(earlier =>
            run.History.Attempts[earlier].Subject == run.History.Attempts[index].Subject
            && run.History.Attempts[earlier].End < run.History.Attempts[index].Start));
        if (later >= 0)
        {
            yield return new("a cart that was forgotten", Change(run, reads[later], attempt => attempt with { Version = 0, Detail = 0 }));
        }
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var history = run.History;
        var changes = OperationMerge.Of(history.Attempts, OperationKind.ChangeCart, OperationKind.ReadCart);
        var orders = OperationMerge.Of(history.Attempts, OperationKind.BuyCart, OperationKind.None);
        var operations = new List<CartOperation>();
        var keys = new List<int>();
        foreach (var merge in new[] { changes, orders })
        {
            foreach (ref readonly var operation in merge.Operations)
            {
                if (Of(history.Attempts[operation.Attempt], operation, resolved) is { } cart)
                {
                    operations.Add(cart);
                    keys.Add(operation.Subject);
                }
            }
        }

        return
        [
            .. Foreign(history),
            .. changes.Conflicts.Concat(orders.Conflicts).Select(conflict => Twice(history, conflict)),
            .. Bought(history, changes, orders),
            .. ByKey.Check([.. operations], [.. keys], history.TextCount, VersionedCart.Check)
                .Select(broken => Describe($"cart of {history.Text(broken.Key)}", broken)),
        ];
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var looked = run.History.Attempts.Where(attempt => attempt is { Kind: OperationKind.ReadCart, Outcome: Outcome.Ok })
            .GroupBy(attempt => attempt.Subject)
            .ToDictionary(cart => cart.Key, cart => cart.Max(attempt => attempt.Start));
        yield return count.Of(Checkers.Evidence.CartsBought, run.History.Attempts.Count(attempt =>
            attempt is { Kind: OperationKind.BuyCart, Outcome: Outcome.Ok, Number: 1 } && looked.GetValueOrDefault(attempt.Subject) > attempt.End));
    }

    private static CartOperation? Of(in Attempt attempt, in LogicalOperation operation, Resolution? resolved)
    {
        bool known = operation.Outcome == Outcome.Ok;
        bool absent = operation.Outcome == Outcome.Failed || (!known && resolved?.IsAbsent(operation.Subject, operation.Key) == true);
        bool applied = known || resolved?.IsApplied(operation.Subject, operation.Key) == true;
        int product = CartLine.Product(attempt.Argument), quantity = CartLine.Quantity(attempt.Argument);
        return operation.Kind switch
        {
            _ when absent => null,
            OperationKind.ReadCart => CartOperation.Read(operation.Start, operation.End, attempt.Version, (ulong)attempt.Detail, operation.Attempt),
            OperationKind.ChangeCart when known =>
                CartOperation.Change(operation.Start, operation.End, attempt.Version, product, quantity, (ulong)attempt.Detail, operation.Attempt),
            OperationKind.ChangeCart => CartOperation.UnknownChange(operation.Start, product, quantity, operation.Attempt),
            _ when applied => CartOperation.Emptied(operation.Start, operation.End, attempt.Argument, operation.Attempt),
            _ => CartOperation.UnknownEmptied(operation.Start, operation.Attempt),
        };
    }

    private static Violation Twice(History history, Conflict conflict) => new(
        $"cart of {history.Text(history.Attempts[conflict.First].Subject)}: one change, sent twice under one key, was answered with two results",
        [conflict.First, conflict.Second]);

    /// <summary>An order holds what the version of the cart held that it bought.</summary>
    private static List<Violation> Bought(History history, OperationMerge changes, OperationMerge orders)
    {
        var contents = new Dictionary<(int Cart, long Version), int>();
        foreach (ref readonly var change in changes.Operations)
        {
            if (change is { Kind: OperationKind.ChangeCart, Outcome: Outcome.Ok })
            {
                contents[(change.Subject, history.Attempts[change.Attempt].Version)] = change.Attempt;
            }
        }

        var violations = new List<Violation>();
        foreach (ref readonly var order in orders.Operations)
        {
            var attempt = history.Attempts[order.Attempt];
            if (order.Outcome == Outcome.Ok && contents.TryGetValue((order.Subject, attempt.Argument), out int filled)
                && history.Attempts[filled].Detail != attempt.Detail)
            {
                violations.Add(new Violation(
                    $"cart of {history.Text(order.Subject)}: the order of version {attempt.Argument} holds other items than that version did",
                    [filled, order.Attempt]));
            }
        }

        return violations;
    }
}
