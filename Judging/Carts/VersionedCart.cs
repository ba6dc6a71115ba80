using System.Buffers;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Carts;

/// <summary>
/// Decides whether the history of one cart is linearizable, versions and whole contents, in O(n log n).
/// </summary>
/// <remarks>
/// Versions make the writes fetch-and-increment operations, so <see cref="FetchAndIncrement"/> says whether the order that they state
/// is possible; then <see cref="CartReplay"/> makes the changes in that order and compares every content that an answer showed. That
/// finds a change that another one overwrote even where no later read shows it. What is not exact is told at <see cref="CartGaps"/>.
/// </remarks>
internal static class VersionedCart
{
    /// <param name="operations">All of one cart, in any order.</param>
    /// <returns>Null when no rule is broken; otherwise the first that is, with at most three operations.</returns>
    public static RuleBreak? Check(ReadOnlySpan<CartOperation> operations)
    {
        var versions = ArrayPool<CounterOperation>.Shared.Rent(operations.Length);
        try
        {
            for (var i = 0; i < operations.Length; i++)
            {
                versions[i] = Version(in operations[i], i);
            }

            return FetchAndIncrement.Check(versions.AsSpan(0, operations.Length)) is { } found
                ? Describe(operations, found)
                : new CartReplay(operations).Check();
        }
        finally
        {
            ArrayPool<CounterOperation>.Shared.Return(versions);
        }
    }

    private static CounterOperation Version(in CartOperation operation, int place)
    {
        if (operation.IsOptional)
        {
            return CounterOperation.UnknownIncrement(operation.Start, place);
        }

        // Certain, though nobody knows by when: one tick below open has no deadline either and keeps its version.
        var end = Math.Min(operation.End, Attempt.Open - 1);
        return operation.IsWrite
            ? CounterOperation.Increment(operation.Start, end, operation.Version, place)
            : CounterOperation.Read(operation.Start, end, operation.Version, place);
    }

    private static RuleBreak Describe(ReadOnlySpan<CartOperation> operations, CounterViolation found) => new(
        $"Version {found.Slot} of the cart: {found.Rule}",
        operations[found.First].Source,
        found.Second < 0 ? -1 : operations[found.Second].Source);
}
