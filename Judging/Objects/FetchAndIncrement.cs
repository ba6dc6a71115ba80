using System.Buffers;

namespace AspireStateless.Judging.Objects;

/// <summary>
/// Decides whether a counter's history is linearizable, exactly, in O(n) plus the sort of the unknown increments.
/// </summary>
/// <remarks>
/// Slot k is the k-th increment, at time T(k), and T(1) ≤ T(2) ≤ … An increment [s, f] that returned k forces s ≤ T(k) ≤ f. A read
/// [s, f] that returned v forces T(v) ≤ f and s ≤ T(v+1). So T(k) lies within
/// <code>
///   L(k) = latest start  over increments with value ≤ k and reads with value &lt; k     (a prefix maximum)
///   U(k) = earliest end  over increments and reads with value ≥ k                     (a suffix minimum)
/// </code>
/// and the history is linearizable exactly when L(k) ≤ U(k) for every k up to the largest value seen, and each slot that no
/// answered increment owns can be given its own unknown increment that started by U(k). Both bounds are monotone in k, so T(k) =
/// the running maximum of the chosen lower bounds satisfies all windows; unknown increments have no deadline, so giving the
/// earliest-started one to the earliest gap is optimal.
/// </remarks>
internal static class FetchAndIncrement
{
    /// <returns>Null when the history is linearizable; otherwise a violation with one or two operations.</returns>
    public static CounterViolation? Check(ReadOnlySpan<CounterOperation> operations)
    {
        var increments = 0;
        long largest = 0;
        var largestAt = -1;
        for (var i = 0; i < operations.Length; i++)
        {
            ref readonly var operation = ref operations[i];
            increments += operation.Kind == CounterOperationKind.Increment ? 1 : 0;
            if (operation.IsOptional)
            {
                continue;
            }

            if (operation.Value < (operation.Kind == CounterOperationKind.Increment ? 1 : 0))
            {
                return new("The count is below what any order allows", operation.Value, i);
            }

            if (operation.Value > largest)
            {
                (largest, largestAt) = (operation.Value, i);
            }
        }

        return largest > increments
            ? new($"The count is {largest}, but only {increments} increments were attempted", largest, largestAt)
            : CheckSlots(operations, (int)largest, increments);
    }

    private static CounterViolation? CheckSlots(ReadOnlySpan<CounterOperation> operations, int last, int increments)
    {
        // Index 0 and last + 1 take the bounds that concern no slot: reads of 0 from above, reads of the last value from below.
        var length = last + 2;
        var owner = Rent(length);
        var latestStart = Rent(length);
        var earliestEnd = Rent(length);
        var unknown = Rent(Math.Max(increments, 1));
        try
        {
            var unknowns = 0;
            for (var i = 0; i < operations.Length; i++)
            {
                ref readonly var operation = ref operations[i];
                if (operation.IsOptional)
                {
                    unknown[unknowns++] = i;
                    continue;
                }

                var slot = (int)operation.Value;
                var floorSlot = slot;
                if (operation.Kind == CounterOperationKind.Increment)
                {
                    if (owner[slot] >= 0)
                    {
                        return new("Two increments returned the same count", slot, owner[slot], i);
                    }

                    owner[slot] = i;
                }
                else
                {
                    floorSlot = slot + 1;
                }

                if (latestStart[floorSlot] < 0 || operation.Start > operations[latestStart[floorSlot]].Start)
                {
                    latestStart[floorSlot] = i;
                }

                if (earliestEnd[slot] < 0 || operation.End < operations[earliestEnd[slot]].End)
                {
                    earliestEnd[slot] = i;
                }
            }

            return CheckWindows(operations, last, latestStart, earliestEnd)
                ?? CheckGaps(operations, last, owner, earliestEnd, unknown.AsSpan(0, unknowns));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(owner);
            ArrayPool<int>.Shared.Return(latestStart);
            ArrayPool<int>.Shared.Return(earliestEnd);
            ArrayPool<int>.Shared.Return(unknown);
        }
    }

    /// <summary>Leaves the suffix minimum in <paramref name="earliestEnd"/>, as the index of the operation that sets it.</summary>
    private static CounterViolation? CheckWindows(ReadOnlySpan<CounterOperation> operations, int last, int[] latestStart, int[] earliestEnd)
    {
        for (var k = last - 1; k >= 1; k--)
        {
            var next = earliestEnd[k + 1];
            if (next >= 0 && (earliestEnd[k] < 0 || operations[next].End < operations[earliestEnd[k]].End))
            {
                earliestEnd[k] = next;
            }
        }

        var floor = -1;
        for (var k = 1; k <= last; k++)
        {
            var start = latestStart[k];
            if (start >= 0 && (floor < 0 || operations[start].Start > operations[floor].Start))
            {
                floor = start;
            }

            if (floor >= 0 && earliestEnd[k] >= 0 && operations[floor].Start > operations[earliestEnd[k]].End)
            {
                return new("An operation returned an older count than one that had finished before it started", k, earliestEnd[k], floor);
            }
        }

        return null;
    }

    private static CounterViolation? CheckGaps(
        ReadOnlySpan<CounterOperation> operations, int last, int[] owner, int[] earliestEnd, Span<int> unknown)
    {
        SortByStart(operations, unknown);
        var used = 0;
        for (var k = 1; k <= last; k++)
        {
            if (owner[k] >= 0)
            {
                continue;
            }

            // earliestEnd[k] exists: the largest value seen was returned by an operation with a value ≥ k.
            if (used == unknown.Length)
            {
                return new("The counter moved without a request that could have moved it", k, earliestEnd[k]);
            }

            if (operations[unknown[used]].Start > operations[earliestEnd[k]].End)
            {
                return new(
                    "The counter had moved before the only request that could have moved it was sent", k, earliestEnd[k], unknown[used]);
            }

            used++;
        }

        return null;
    }

    private static void SortByStart(ReadOnlySpan<CounterOperation> operations, Span<int> indexes)
    {
        var starts = new long[indexes.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = operations[indexes[i]].Start;
        }

        starts.AsSpan().Sort(indexes);
    }

    private static int[] Rent(int length)
    {
        var array = ArrayPool<int>.Shared.Rent(length);
        array.AsSpan(0, length).Fill(-1);
        return array;
    }
}
