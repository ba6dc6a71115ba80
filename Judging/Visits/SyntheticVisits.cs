namespace AspireStateless.Judging.Visits;

/// <summary>
/// Makes copies of a recorded page's history, each with one change after which it cannot be right, whatever it was before. A
/// judge that does not find every one of them is not judging.
/// </summary>
internal sealed class SyntheticVisits
{
    private readonly Attempt[] _page;
    private readonly RandomStream _random;
    private readonly List<int> _visits = [];
    private readonly List<int> _reads = [];
    private readonly int _unknown;

    /// <param name="page">All attempts on one page.</param>
    public SyntheticVisits(Attempt[] page, RandomStream random)
    {
        (_page, _random) = (page, random);
        var merged = OperationMerge.Of(page, OperationKind.Visit, OperationKind.ReadVisits).Operations;
        foreach (ref readonly var operation in merged)
        {
            if (operation.Outcome == Outcome.Ok)
            {
                (operation.Kind == OperationKind.Visit ? _visits : _reads).Add(operation.Attempt);
            }
            else
            {
                _unknown += operation.Outcome == Outcome.Unknown ? 1 : 0;
            }
        }

        _visits.Sort((one, other) => page[one].Value.CompareTo(page[other].Value));
    }

    /// <summary>One copy of each kind that this page allows.</summary>
    public IEnumerable<(string Name, Attempt[] Attempts)> Draw()
    {
        if (_visits.Count < 2)
        {
            yield break;
        }

        var visit = _visits[_random.Next(_visits.Count - 1)];
        var last = _visits[^1];
        yield return ("two visits answered with one count", Change(visit, _page[last].Value));
        yield return ("a duplicate counted again", Append(_page[visit] with { Value = _page[visit].Value + 1, Number = 99 }));
        yield return ("a count that nobody asked for", Change(last, _page[last].Value + _page.Length));
        if (_page[_visits[0]].End < _page[last].Start)
        {
            yield return ("two counts exchanged", Exchange(_visits[0], last));
        }

        if (_reads.Find(read => _visits.Exists(earlier => _page[earlier].End < _page[read].Start)) is var stale and > 0)
        {
            yield return ("a read that went back", Change(stale, 0));
        }

        // More than the unknown ones could stand in for, and not the last count, which shows that the others were counted.
        if (_visits.Count > _unknown + 1)
        {
            var lost = _visits.Take(_unknown + 1).Select(index => _page[index].Key).ToHashSet();
            yield return ("counts without their visits", [.. _page.Where(attempt => attempt.Key == 0 || !lost.Contains(attempt.Key))]);
        }
    }

    private Attempt[] Change(int index, long value)
    {
        var copy = (Attempt[])_page.Clone();
        copy[index] = copy[index] with { Value = value };
        return copy;
    }

    private Attempt[] Append(Attempt added) => [.. _page, added];

    private Attempt[] Exchange(int one, int other)
    {
        var copy = Change(one, _page[other].Value);
        copy[other] = copy[other] with { Value = _page[one].Value };
        return copy;
    }
}
