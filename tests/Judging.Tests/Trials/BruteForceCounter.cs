using AspireStateless.Judging.Objects;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>
/// Judges a short counter history by trying every order (Wing and Gong, "Testing and verifying concurrent objects", 1993). It
/// shares no idea with <see cref="FetchAndIncrement"/>, which is why it can judge it.
/// </summary>
internal static class BruteForceCounter
{
    public const int LongestHistory = 16;

    public static bool IsLinearizable(ReadOnlySpan<CounterOperation> operations)
    {
        if (operations.Length > LongestHistory)
        {
            throw new ArgumentException($"Longer than {LongestHistory} operations.", nameof(operations));
        }

        return Extend(operations, placed: 0, count: 0);
    }

    /// <param name="placed">The operations that are already in the order, one bit each.</param>
    /// <param name="count">The counter after them.</param>
    private static bool Extend(ReadOnlySpan<CounterOperation> operations, int placed, long count)
    {
        bool complete = true;
        for (int i = 0; i < operations.Length; i++)
        {
            if ((placed & (1 << i)) != 0)
            {
                continue;
            }

            complete &= operations[i].IsUnknown;
            if (MayComeNext(operations, placed, i) && Fits(operations[i], count, out long after)
                && Extend(operations, placed | (1 << i), after))
            {
                return true;
            }
        }

        return complete;
    }

    private static bool MayComeNext(ReadOnlySpan<CounterOperation> operations, int placed, int candidate)
    {
        for (int i = 0; i < operations.Length; i++)
        {
            if ((placed & (1 << i)) == 0 && operations[i].End < operations[candidate].Start)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(in CounterOperation operation, long count, out long after)
    {
        after = operation.Kind == CounterOperationKind.Increment ? count + 1 : count;
        return operation.IsUnknown || operation.Value == after;
    }
}
