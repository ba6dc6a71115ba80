using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Durability;

/// <summary>Lays the orders that were acknowledged before a kill beside those that the store lists in the end.</summary>
internal sealed class LostOrders
{
    private readonly History _history;
    private readonly HashSet<(int Subject, long Order)> _listed;
    private readonly HashSet<int> _complete;

    public LostOrders(History history)
    {
        _history = history;
        _listed = [.. history.Attempts.Where(attempt => attempt.Kind == OperationKind.ListedOrder)
            .Select(attempt => (attempt.Subject, attempt.Version))];
        _complete = [.. history.Attempts
            .Where(attempt => attempt is { Kind: OperationKind.ListOrders, Outcome: Outcome.Ok, Value: 0 })
            .Select(attempt => attempt.Subject)];
    }

    /// <summary>How many were acknowledged before a moment and are listed.</summary>
    public long ReadBack(long kill) => Acknowledged(kill).Select(Name).Where(_listed.Contains).Distinct().Count();

    /// <summary>Those of products whose lists are whole.</summary>
    public IReadOnlyList<(int Subject, long Order)> Safe(long kill) =>
        [.. Acknowledged(kill).Select(Name).Where(order => _listed.Contains(order) && _complete.Contains(order.Subject))];

    /// <summary>Those that are not, at most one for each product.</summary>
    public IEnumerable<Violation> At(long kill) => Acknowledged(kill)
        .Where(index => _complete.Contains(_history.Attempts[index].Subject) && !_listed.Contains(Name(index)))
        .DistinctBy(index => _history.Attempts[index].Subject)
        .Select(index => new Violation(
            $"{_history.Text(_history.Attempts[index].Subject)}: the store was killed and order {_history.Attempts[index].Version},"
                + $" acknowledged before, is gone",
            [index]));

    private List<int> Acknowledged(long kill) =>
        _history.Find(attempt => attempt is { Kind: OperationKind.PlaceOrder, Outcome: Outcome.Ok } && attempt.End < kill);

    private (int Subject, long Order) Name(int index) => (_history.Attempts[index].Subject, _history.Attempts[index].Version);
}
