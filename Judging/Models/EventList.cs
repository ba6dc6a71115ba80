namespace AspireStateless.Judging.Models;

/// <summary>
/// Starts and ends of the operations that are not placed yet, in the order of time, as a list from which an operation is taken and put back
/// in constant time. Whoever may never have taken effect has no end in it.
/// </summary>
internal sealed class EventList
{
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly int _operations;
    private int _ends;

    private EventList(int operations) =>
        (_operations, _next, _previous) = (operations, new int[(2 * operations) + 1], new int[(2 * operations) + 1]);

    // The start of operation i is event i, its end is i + the number of operations; the list is a ring through one event more.
    private int Head => 2 * _operations;

    public int First => _next[Head];

    /// <summary>Whether an operation is left that has to be placed.</summary>
    public bool HasEnds => _ends > 0;

    public static EventList Of<TOperation>(ReadOnlySpan<TOperation> operations)
        where TOperation : IOperation
    {
        var list = new EventList(operations.Length);
        var events = new List<(long At, bool IsEnd, int Event)>();
        for (var i = 0; i < operations.Length; i++)
        {
            events.Add((operations[i].Start, false, i));
            if (!operations[i].IsOptional)
            {
                events.Add((operations[i].End, true, i + operations.Length));
                list._ends++;
            }
            else
            {
                (list._next[i + operations.Length], list._previous[i + operations.Length]) = (-1, -1);
            }
        }

        // Equal ticks are concurrent: starts come before ends.
        events.Sort();
        var last = list.Head;
        foreach (var (_, _, at) in events)
        {
            (list._next[last], list._previous[at]) = (at, last);
            last = at;
        }

        (list._next[last], list._previous[list.Head]) = (list.Head, last);
        return list;
    }

    public int Next(int at) => _next[at];

    public bool IsEnd(int at) => at >= _operations;

    public int OperationAt(int at) => at % _operations;

    public void Take(int operation)
    {
        Unlink(operation);
        if (_next[operation + _operations] >= 0)
        {
            Unlink(operation + _operations);
            _ends--;
        }
    }

    /// <summary>The operation that was taken last.</summary>
    public void PutBack(int operation)
    {
        if (_next[operation + _operations] >= 0)
        {
            Link(operation + _operations);
            _ends++;
        }

        Link(operation);
    }

    private void Unlink(int at) => (_next[_previous[at]], _previous[_next[at]]) = (_next[at], _previous[at]);

    private void Link(int at) => (_next[_previous[at]], _previous[_next[at]]) = (at, at);
}
