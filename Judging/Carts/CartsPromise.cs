using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Carts;

/// <summary>Judges carts: versions and whole contents, and what an order takes out of one.</summary>
internal sealed class CartsPromise : OperationPromise
{
    public override string Name => "Carts";

    public override string Statement =>
        "changes of a cart are linearizable and nothing added is lost; no reader sees a full cart whose order exists";

    protected override OperationKind[] Writes => [OperationKind.ChangeCart, OperationKind.BuyCart];

    protected override OperationKind[] Reads => [OperationKind.ReadCart];

    protected override OperationKind[] Keyed => [OperationKind.ChangeCart, OperationKind.BuyCart];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var changes = run.History.Find(attempt => attempt is { Kind: OperationKind.ChangeCart, Outcome: Outcome.Ok, Number: 1 });
        var reads = run.History.Find(attempt => attempt is { Kind: OperationKind.ReadCart, Outcome: Outcome.Ok, Version: > 0 });
        if (changes.Count == 0 || reads.Count == 0)
        {
            yield break;
        }

        var change = changes[random.Next(changes.Count)];
        yield return new("a change answered with another content", Change(
            run, change, attempt => attempt with { Detail = attempt.Detail + 1 }));
        var read = reads[random.Next(reads.Count)];
        yield return new("a read of a version that was never made", Change(
            run, read, attempt => attempt with { Version = attempt.Version + run.History.Attempts.Length }));
        var later = FindAfter(run, reads, changes);
        if (later >= 0)
        {
            yield return new("a cart that was forgotten", Change(run, reads[later], attempt => attempt with { Version = 0, Detail = 0 }));
        }
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var history = run.History;
        var changes = OperationMerge.Of(history.Attempts, OperationKind.ChangeCart, OperationKind.ReadCart);
        var orders = OperationMerge.Of(history.Attempts, OperationKind.BuyCart);
        var late = LateWrites(resolved, changes, orders);
        var operations = new List<(int Cart, CartOperation Operation)>();
        foreach (var merge in new[] { changes, orders })
        {
            foreach (ref readonly var operation in merge.Operations)
            {
                if (Of(history.Attempts[operation.Attempt], operation, resolved, late) is { } cart)
                {
                    operations.Add((operation.Subject, cart));
                }
            }
        }

        return
        [
            .. Foreign(history),
            .. changes.Conflicts.Concat(orders.Conflicts).Select(conflict => Twice(history, conflict)),
            .. Bought(history, changes, orders, late),
            .. NotListed(run, orders),
            .. ByKey.Check(operations, history.TextCount, VersionedCart.Check)
                .Select(broken => Describe($"cart of {history.Text(broken.Key)}", broken)),
        ];
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        // By cart, when it was bought; a look at it after the next change shows nothing of the purchase.
        var bought = new Dictionary<int, long>();
        long looked = 0;
        foreach (var attempt in run.History.Attempts)
        {
            switch (attempt)
            {
                case { Kind: OperationKind.BuyCart, Outcome: Outcome.Ok, Number: 1 }:
                    bought[attempt.Subject] = attempt.End;
                    break;
                case { Kind: OperationKind.ChangeCart }:
                    bought.Remove(attempt.Subject);
                    break;
                case { Kind: OperationKind.ReadCart, Outcome: Outcome.Ok } when bought.TryGetValue(attempt.Subject, out var end)
                    && end < attempt.Start:
                    bought.Remove(attempt.Subject);
                    looked++;
                    break;
            }
        }

        yield return count.Of(Verdicts.Evidence.CartsBought, looked);
    }

    /// <summary>
    /// By cart, when the first write began whose outcome is not known: it may take effect between any filling and its purchase, and then
    /// the version that was bought is not the one that the buyer had filled.
    /// </summary>
    private static Dictionary<int, long> LateWrites(Resolution? resolved, params OperationMerge[] merges)
    {
        var late = new Dictionary<int, long>();
        foreach (var merge in merges)
        {
            foreach (ref readonly var operation in merge.Operations)
            {
                if (operation.Kind != OperationKind.ReadCart && operation.Outcome == Outcome.Unknown
                    && resolved?.IsAbsent(operation.Subject, operation.Key) != true)
                {
                    late[operation.Subject] = Math.Min(operation.Start, late.GetValueOrDefault(operation.Subject, Attempt.Open));
                }
            }
        }

        return late;
    }

    /// <summary>Whether an order is known to have bought the version that its buyer had filled.</summary>
    private static bool BoughtAsFilled(in LogicalOperation order, Dictionary<int, long> late) =>
        order.Outcome == Outcome.Ok && order.End < late.GetValueOrDefault(order.Subject, Attempt.Open);

    private static CartOperation? Of(in Attempt attempt, in LogicalOperation operation, Resolution? resolved, Dictionary<int, long> late)
    {
        var known = operation.Outcome == Outcome.Ok;
        var absent = operation.Outcome == Outcome.Failed || (!known && resolved?.IsAbsent(operation.Subject, operation.Key) == true);
        int product = CartLine.Product(attempt.Argument), quantity = CartLine.Quantity(attempt.Argument);
        return operation.Kind switch
        {
            _ when absent => null,
            OperationKind.ReadCart =>
                CartOperation.Read(operation.Start, operation.End, attempt.Version, (ulong)attempt.Detail, operation.Attempt),
            OperationKind.ChangeCart when known =>
                CartOperation.Change(
                    operation.Start, operation.End, attempt.Version, product, quantity, (ulong)attempt.Detail, operation.Attempt),
            OperationKind.ChangeCart => CartOperation.UnknownChange(operation.Start, product, quantity, operation.Attempt),
            _ when BoughtAsFilled(operation, late) =>
                CartOperation.Emptied(operation.Start, operation.End, attempt.Argument, operation.Attempt),
            _ => CartOperation.UnknownEmptied(operation.Start, operation.Attempt),
        };
    }

    private static Violation Twice(History history, Conflict conflict) => new(
        $"cart of {history.Text(history.Attempts[conflict.First].Subject)}: one change, sent twice under one key, was answered with two"
            + $" results",
        [conflict.First, conflict.Second]);

    /// <summary>An order holds what the version of the cart held that it bought.</summary>
    private static List<Violation> Bought(History history, OperationMerge changes, OperationMerge orders, Dictionary<int, long> late)
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
            if (BoughtAsFilled(order, late) && contents.TryGetValue((order.Subject, attempt.Argument), out var filled)
                && history.Attempts[filled].Detail != attempt.Detail)
            {
                violations.Add(new Violation(
                    $"cart of {history.Text(order.Subject)}: the order of version {attempt.Argument} holds other items than that version"
                        + $" did",
                    [filled, order.Attempt]));
            }
        }

        return violations;
    }

    /// <summary>A purchase that was acknowledged is in the list of all orders, where all of it was listed.</summary>
    private static IEnumerable<Violation> NotListed(RunRecord run, OperationMerge orders)
    {
        var attempts = run.History.Attempts;
        var asked = run.History.Find(attempt => attempt.Kind == OperationKind.ListOrders).ToLookup(index => attempts[index].Subject);
        var isWhole = run.Faults.Aborted is null && asked.Count > 0 && asked.All(product => product.Any(index =>
            attempts[index] is { Outcome: Outcome.Ok, Value: 0 }));
        if (!isWhole)
        {
            return [];
        }

        var listed = run.History.Find(attempt => attempt.Kind == OperationKind.ListedOrder).Select(index => attempts[index].Version)
            .ToHashSet();
        return Answered(orders)
            .Where(index => !listed.Contains(attempts[index].Version))
            .Take(1)
            .Select(index => new Violation(
                $"cart of {run.History.Text(attempts[index].Subject)}: order {attempts[index].Version} was"
                    + $" acknowledged and does not exist",
                [index]));
    }
}
