namespace AspireStateless.Judging.Carts;

/// <summary>Versions of a cart of which only the last was shown, and that no answered write made, but for the last at most.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Gaps">How many of them no answered write made.</param>
/// <param name="Maker">The write that made the version after the gaps, an index; -1 where a read showed the last gap.</param>
/// <param name="Shown">The hash of the content at the end.</param>
internal readonly record struct CartStretch(int First, int Gaps, int Maker, ulong Shown)
{
    /// <returns>The hash at the end, if this is the content after the gaps.</returns>
    public ulong HashAfter(CartContent content, ReadOnlySpan<CartOperation> operations)
    {
        if (Maker < 0)
        {
            return content.Hash;
        }

        ref readonly var maker = ref operations[Maker];
        return maker.Kind == CartOperationKind.Emptied ? 0 : content.HashWith(maker.Sku, maker.Quantity);
    }

    /// <summary>Has the known write make its version.</summary>
    public void Make(CartContent content, ReadOnlySpan<CartOperation> operations)
    {
        ref readonly var maker = ref operations[Maker];
        if (maker.Kind == CartOperationKind.Emptied)
        {
            content.Clear();
        }
        else
        {
            content.Set(maker.Sku, maker.Quantity);
        }
    }
}
