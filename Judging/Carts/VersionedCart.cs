using AspireStateless.Judging.Objects;

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
        var versions = new CounterOperation[operations.Length];
        for (var i = 0; i < operations.Length; i++)
        {
            versions[i] = Version(in operations[i]);
        }

        return FetchAndIncrement.Check(versions) is { } found
            ? found.As($"Version {found.Slot} of the cart: {found.Rule}", versions)
            : new CartReplay(operations).Check();
    }

    private static CounterOperation Version(in CartOperation operation)
    {
        if (operation.IsOptional)
        {
            return CounterOperation.UnknownIncrement(operation.Start, operation.Source);
        }

        // Certain, though nobody knows by when: one tick below open has no deadline either and keeps its version.
        var end = Math.Min(operation.End, Attempt.Open - 1);
        return operation.IsWrite
            ? CounterOperation.Increment(operation.Start, end, operation.Version, operation.Source)
            : CounterOperation.Read(operation.Start, end, operation.Version, operation.Source);
    }
}
