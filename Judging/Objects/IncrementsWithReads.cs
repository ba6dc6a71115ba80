using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Objects;

/// <summary>
/// Decides whether the history of a counter whose increments are not answered with the count is linearizable, exactly, in O(n log n).
/// </summary>
/// <remarks>
/// The reads give every slot, the k-th increment, a window (<see cref="CountWindows"/>). The windows grow with k, so the slots that an
/// increment can have are a range, and the history is right when all slots up to the largest count are filled, and every acknowledged
/// increment that had ended before the last of them was missed is among them. That is a matching in a convex bipartite graph: going
/// up the slots and giving each to the increment whose range ends first is optimal (Glover, 1967). Where two of a matching stand the
/// wrong way round in time, exchanging their slots keeps both in their windows, so a matching is an order.
/// </remarks>
internal static class IncrementsWithReads
{
    /// <param name="operations">All on one counter, in any order; unknown reads are left out.</param>
    /// <returns>Null when the history is linearizable; otherwise the rule that it breaks, with at most three operations.</returns>
    public static RuleBreak? Check(ReadOnlySpan<CountedOperation> operations)
    {
        int increments = 0, largest = -1;
        for (var i = 0; i < operations.Length; i++)
        {
            ref readonly var operation = ref operations[i];
            if (!operation.IsRead)
            {
                increments++;
                continue;
            }

            if (operation.Count < 0)
            {
                return new($"A read returned {operation.Count}", operation.Source);
            }

            largest = largest < 0 || operation.Count > operations[largest].Count ? i : largest;
        }

        if (largest < 0)
        {
            return null;
        }

        ref readonly var most = ref operations[largest];
        return most.Count > increments
            ? new($"A read returned {most.Count}, but only {increments} increments were attempted", most.Source)
            : CheckSlots(operations, new CountWindows(operations, (int)most.Count));
    }

    private static RuleBreak? CheckSlots(ReadOnlySpan<CountedOperation> operations, CountWindows windows)
    {
        if (windows.Inverted() is > 0 and var slot)
        {
            return new(
                $"A read returned less than {slot} after another had returned {slot} or more",
                operations[windows.SeenBy(slot)].Source,
                operations[windows.MissedBy(slot)].Source);
        }

        // Chains of the increments that can have a slot and none before it.
        var first = new int[windows.Largest + 2];
        var next = new int[operations.Length];
        first.AsSpan().Fill(-1);
        for (var i = 0; i < operations.Length; i++)
        {
            if (!operations[i].IsRead)
            {
                ref var chain = ref first[windows.First(operations[i].Start)];
                (next[i], chain) = (chain, i);
            }
        }

        return Match(operations, windows, first, next);
    }

    private static RuleBreak? Match(ReadOnlySpan<CountedOperation> operations, CountWindows windows, int[] first, int[] next)
    {
        var waiting = new PriorityQueue<int, int>();
        for (var slot = 1; slot <= windows.Largest + 1; slot++)
        {
            for (var i = first[slot]; i >= 0; i = next[i])
            {
                waiting.Enqueue(i, (int)Math.Min(windows.Last(operations[i].End), operations[i].Count));
            }

            if (slot > windows.Largest)
            {
                break;
            }

            if (!waiting.TryDequeue(out var chosen, out var last))
            {
                return new(
                    $"The count was {slot}, and fewer increments had been sent",
                    operations[windows.SeenBy(slot)].Source);
            }

            if (last < slot)
            {
                return Lost(operations, windows, chosen, last);
            }
        }

        return waiting.TryPeek(out var left, out var missed) && missed <= windows.Largest ? Lost(operations, windows, left, missed) : null;
    }

    private static RuleBreak Lost(ReadOnlySpan<CountedOperation> operations, CountWindows windows, int increment, int last) =>
        operations[increment].Count < windows.Last(operations[increment].End)
        ? new(
            $"An increment was answered {last}, and {last} others had been counted before it",
            operations[increment].Source,
            windows.SeenBy(last) >= 0 ? operations[windows.SeenBy(last)].Source : -1)
        : new(
        $"An acknowledged increment is missing: a read that began after it had ended returned {last}, and {last} others were counted",
        operations[increment].Source,
        operations[windows.MissedBy(last + 1)].Source,
        last > 0 && windows.SeenBy(last) >= 0 ? operations[windows.SeenBy(last)].Source : -1);
}

/// <summary>One operation on a counter that starts at 0 and whose increments by one are not answered with the count.</summary>
/// <param name="Count">What the read returned; of an increment, the most that it can have made the count.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountedOperation(long Start, long End, long Count, int Source, bool IsRead) : IOperation
{
    public bool IsOptional => !IsRead && End == Attempt.Open;

    /// <param name="start">Of it.</param>
    /// <param name="end"><see cref="Attempt.Open"/> where the outcome is unknown.</param>
    /// <param name="source">For witnesses.</param>
    public static CountedOperation Increment(long start, long end, int source = -1) =>
        new(start, end, long.MaxValue, source, IsRead: false);

    /// <summary>One that was answered with a count which includes it: how often it was counted until then is at most that.</summary>
    public static CountedOperation AnsweredIncrement(long start, long end, long count, int source = -1) =>
        new(start, end, count, source, IsRead: false);

    public static CountedOperation Read(long start, long end, long count, int source = -1) => new(start, end, count, source, IsRead: true);
}
