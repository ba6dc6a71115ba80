using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;

namespace AspireStateless.Judging.Visits;

/// <summary>
/// Splits merged visits and reads by page, which is exact: a history of many counters is linearizable when each counter's is
/// (locality; Herlihy and Wing, 1990).
/// </summary>
internal sealed class CounterPages
{
    private readonly CounterOperation[] _operations;
    private readonly int[] _ends;

    private CounterPages(CounterOperation[] operations, int[] ends) => (_operations, _ends) = (operations, ends);

    /// <summary>One more than the largest page number; a page without operations is empty.</summary>
    public int Count => _ends.Length;

    /// <summary>The operations of a page; their source is an index into the attempts.</summary>
    public ReadOnlyMemory<CounterOperation> this[int page]
    {
        get
        {
            var start = page == 0 ? 0 : _ends[page - 1];
            return _operations.AsMemory(start, _ends[page] - start);
        }
    }

    /// <param name="isAbsent">Whether an operation of unknown outcome is known never to have been applied.</param>
    public static CounterPages Of(ReadOnlySpan<LogicalOperation> merged, int pages, Func<int, long, bool>? isAbsent = null)
    {
        // Counting sort by page: first the sizes, then each operation at its place.
        var ends = new int[pages];
        foreach (ref readonly var operation in merged)
        {
            ends[operation.Subject] += Counts(in operation, isAbsent) ? 1 : 0;
        }

        var total = 0;
        for (var page = 0; page < pages; page++)
        {
            var size = ends[page];
            ends[page] = total;
            total += size;
        }

        var operations = new CounterOperation[total];
        foreach (ref readonly var operation in merged)
        {
            if (Counts(in operation, isAbsent))
            {
                operations[ends[operation.Subject]++] = new CounterOperation(
                    operation.Kind == OperationKind.Visit ? CounterOperationKind.Increment : CounterOperationKind.Read,
                    operation.Start,
                    operation.End,
                    operation.Value,
                    operation.Attempt);
            }
        }

        return new CounterPages(operations, ends);
    }

    private static bool Counts(in LogicalOperation operation, Func<int, long, bool>? isAbsent) => operation.Outcome switch
    {
        Outcome.Ok => true,
        Outcome.Unknown => isAbsent is null || !isAbsent(operation.Subject, operation.Key),
        _ => false,
    };
}
