using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Sessions;

namespace AspireStateless.Judging.Orders;

/// <summary>What a history holds on orders of named products, laid out for <see cref="Sales"/>.</summary>
internal sealed class OrderHistory
{
    /// <summary>Of a refusal because there are not as many units left.</summary>
    public const int SoldOutStatus = 409;
    private readonly History _history;
    private readonly Resolution? _resolved;
    private readonly Numbering<int> _skus = new();
    private readonly Numbering<string> _users = new();
    private readonly List<OrderAttempt> _attempts = [];

    /// <summary>Per attempt a number for its user.</summary>
    private readonly List<int> _buyers = [];
    private readonly List<WantedLine> _wanted = [];
    private readonly List<(int User, ulong Content, int Attempt)> _applied = [];

    /// <param name="resolved">Drops what was never applied; null keeps every unknown attempt as one that may have been.</param>
    public OrderHistory(History history, Resolution? resolved)
    {
        (_history, _resolved) = (history, resolved);
        Merge = OperationMerge.Of(history.Attempts, OperationKind.PlaceOrder);
        foreach (ref readonly var operation in Merge.Operations)
        {
            Add(in operation);
        }
    }

    public OperationMerge Merge { get; }

    /// <summary>The products, by their numbers here.</summary>
    public IReadOnlyList<int> Subjects => _skus.Names;

    /// <summary>The stock that a product was created with; null where that was not recorded.</summary>
    public int? Initial(int subject) => _history.Attempts
        .Where(attempt => attempt.Kind == OperationKind.Stocked && attempt.Subject == subject)
        .Select(attempt => (int?)attempt.Value)
        .FirstOrDefault();

    /// <summary>The last stock that the harness read after everything was quiet; null where it did not.</summary>
    public int? Final(int subject) => _history.Attempts
        .Where(attempt => attempt is { Kind: OperationKind.ReadProduct, Client: Attempt.Harness, Outcome: Outcome.Ok }
            && attempt.Subject == subject)
        .Select(attempt => (int?)attempt.Detail)
        .LastOrDefault();

    /// <summary>Whether the store was asked for all orders of every product, to the end.</summary>
    public bool IsListed => Subjects.Count > 0 && Subjects.All(subject =>
        _history.Attempts.Any(attempt =>
            attempt is { Kind: OperationKind.ListOrders, Outcome: Outcome.Ok, Value: 0 } && attempt.Subject == subject)
        && Initial(subject) is not null && Final(subject) is not null);

    /// <summary>Of each order that may exist: its product, when it was sent, and its units.</summary>
    public IEnumerable<(int Subject, long Start, long Units)> Wanted => _attempts
        .Where(attempt => attempt.Answer != OrderAnswer.SoldOut)
        .Select(attempt => (_history.Attempts[attempt.Source].Subject, attempt.Start, _history.Attempts[attempt.Source].Argument));

    /// <summary>
    /// Attempts that are said to be applied and that no listed order is left for: of one buyer and content they are alike.
    /// </summary>
    public IEnumerable<int> Unlisted()
    {
        var acknowledged = _attempts.Where(attempt => attempt.Answer == OrderAnswer.Acknowledged).Select(attempt => attempt.OrderId)
            .ToHashSet();
        var left = Listed().Where(line => !acknowledged.Contains(line.Version))
            .CountBy(line => (_users.Of(_history.Text(line.Actor)), Content(line)))
            .ToDictionary();
        foreach (var (user, content, attempt) in _applied)
        {
            var more = left[(user, content)] = left.GetValueOrDefault((user, content)) - 1;
            if (more < 0)
            {
                yield return attempt;
            }
        }
    }

    /// <summary>Call once, and only where <see cref="IsListed"/>.</summary>
    public SalesRecord ToSales()
    {
        // Keys are given in the order of selling; afterwards the order of ids is nearest to that of the attempts.
        var keys = new OrderKeysByContent(_buyers.Zip(_attempts));
        var listed = Listed()
            .OrderBy(line => line.Value)
            .Select(line => (Line: line, Key: keys.Take(line.Version, _users.Of(_history.Text(line.Actor)), Content(line))))
            .OrderBy(order => order.Line.Version)
            .ToList();
        return new SalesRecord
        {
            Orders = [.. listed.Select((order, place) => new StoredOrder(order.Line.Version, order.Key, LinesEnd: place + 1))],
            Lines = [.. listed.Select(order =>
                new SoldLine(_skus.Of(order.Line.Subject), (int)order.Line.Value, (int)order.Line.Argument))],
            Attempts = [.. _attempts],
            Wanted = [.. _wanted],
            Stock = [.. Subjects.Select(subject => new ProductStock(Initial(subject)!.Value, Final(subject)!.Value))],
        };
    }

    private IEnumerable<Attempt> Listed() => _history.Attempts
        .Where(attempt => attempt.Kind == OperationKind.ListedOrder && _skus.Contains(attempt.Subject))
        .DistinctBy(attempt => (attempt.Version, attempt.Subject));

    private void Add(in LogicalOperation operation)
    {
        var sku = _skus.Of(operation.Subject);
        var attempt = _history.Attempts[operation.Attempt];
        var soldOut = operation.Outcome == Outcome.Failed && attempt.Status == SoldOutStatus;
        var absent = operation.Outcome == Outcome.Failed || _resolved?.IsAbsent(operation.Subject, operation.Key) == true;
        if (absent && operation.Outcome != Outcome.Ok && !soldOut)
        {
            return;
        }

        if (soldOut)
        {
            _wanted.Add(new WantedLine(_attempts.Count, sku, (int)attempt.Argument));
        }

        var user = _users.Of(SessionOwner.Of(_history.Text(attempt.Actor)));
        if (operation.Outcome == Outcome.Unknown && _resolved?.IsApplied(operation.Subject, operation.Key) == true)
        {
            _applied.Add((user, Content(attempt), operation.Attempt));
        }

        // What was sent under one key is one operation by now, so its place is as good a number.
        var key = _attempts.Count;
        _buyers.Add(user);
        _attempts.Add(operation.Outcome switch
        {
            Outcome.Ok => OrderAttempt.Acknowledged(
                operation.Start,
                operation.End,
                key,
                attempt.Version,
                Content(attempt),
                UnitHash.Of(sku, (int)attempt.Value, (int)attempt.Argument),
                operation.Attempt),
            _ when soldOut => OrderAttempt.SoldOut(attempt.Start, attempt.End, key, Content(attempt), operation.Attempt),
            _ => OrderAttempt.Unknown(operation.Start, key, Content(attempt), operation.Attempt),
        });
    }

    private ulong Content(in Attempt attempt) => CartContent.HashOf((_skus.Of(attempt.Subject), (int)attempt.Argument));
}
