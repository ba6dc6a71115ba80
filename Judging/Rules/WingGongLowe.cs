namespace AspireStateless.Judging.Rules;

/// <summary>What an object does when an operation takes effect on it.</summary>
/// <returns>Whether the operation, with the answer that it got, is legal in this state.</returns>
internal delegate bool Step<TOperation, TState>(in TOperation operation, TState before, out TState after);

/// <summary>
/// Decides whether a short history is linearizable by trying the orders of its operations (Wing and Gong, "Testing and verifying
/// concurrent objects", 1993), each set of placed operations with each state only once (Lowe, "Testing for linearizability", 2017).
/// Exponential, and without an idea of the object: that is why it can judge the checkers that have one.
/// </summary>
internal sealed class WingGongLowe<TOperation, TState>(Step<TOperation, TState> step)
    where TOperation : IOperation
    where TState : IEquatable<TState>
{
    public const int LongestHistory = 31;

    private readonly HashSet<(int Placed, TState State)> _failed = [];

    /// <summary>Not safe for several threads at a time: it keeps its memory from call to call.</summary>
    public bool IsLinearizable(ReadOnlySpan<TOperation> operations, TState initial)
    {
        if (operations.Length > LongestHistory)
        {
            throw new ArgumentException($"Longer than {LongestHistory} operations.", nameof(operations));
        }

        _failed.Clear();
        return Extend(operations, placed: 0, initial);
    }

    /// <param name="operations">The history.</param>
    /// <param name="placed">The operations that are already in the order, one bit each.</param>
    /// <param name="state">The object after them.</param>
    private bool Extend(ReadOnlySpan<TOperation> operations, int placed, TState state)
    {
        bool complete = true;
        long earliestEnd = long.MaxValue;
        for (int i = 0; i < operations.Length; i++)
        {
            if ((placed & (1 << i)) == 0)
            {
                complete &= operations[i].IsOptional;
                earliestEnd = Math.Min(earliestEnd, operations[i].End);
            }
        }

        if (complete)
        {
            return true;
        }

        for (int i = 0; i < operations.Length; i++)
        {
            // Who starts after another has ended cannot come before it.
            if ((placed & (1 << i)) == 0 && operations[i].Start <= earliestEnd && step(in operations[i], state, out var after))
            {
                int next = placed | (1 << i);
                if (!_failed.Contains((next, after)) && Extend(operations, next, after))
                {
                    return true;
                }
            }
        }

        _failed.Add((placed, state));
        return false;
    }
}
