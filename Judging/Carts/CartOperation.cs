using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Carts;

internal enum CartOperationKind : byte
{
    /// <summary>Sets the quantity of one product, and raises the version by one.</summary>
    Change,

    /// <summary>An order took what was in the cart: it is empty after it, and its version is one above that which was bought.</summary>
    Emptied,

    /// <summary>Returned version and content.</summary>
    Read,
}

/// <summary>One operation on one cart, which starts empty with version 0.</summary>
/// <param name="Version">After the operation; 0 for a write whose version nobody knows, which may not have happened.</param>
/// <param name="ContentHash">What <see cref="CartContent"/> makes of the answer; of no meaning where the version is unknown.</param>
/// <param name="Sku">The product that is changed, a number from 0.</param>
/// <param name="Quantity">How many there are after the change; 0 takes it out.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CartOperation(
    CartOperationKind Kind, long Start, long End, long Version, ulong ContentHash, int Sku, int Quantity, int Source) : IOperation
{
    public bool IsOptional => IsWrite && Version == 0;

    public bool IsWrite => Kind != CartOperationKind.Read;

    public static CartOperation Change(long start, long end, long version, int sku, int quantity, ulong contentHash, int source = -1) =>
        new(CartOperationKind.Change, start, end, version, contentHash, sku, quantity, source);

    public static CartOperation UnknownChange(long start, int sku, int quantity, int source = -1) =>
        new(CartOperationKind.Change, start, Attempt.Open, 0, 0, sku, quantity, source);

    /// <param name="start">Of the order.</param>
    /// <param name="end">Of the order; <see cref="Attempt.Open"/> where it was never answered and the list of orders tells of it.</param>
    /// <param name="bought">The version of the cart that the order took.</param>
    /// <param name="source">For witnesses.</param>
    public static CartOperation Emptied(long start, long end, long bought, int source = -1) =>
        new(CartOperationKind.Emptied, start, end, bought + 1, 0, 0, 0, source);

    /// <summary>An order that nobody knows of whether it exists.</summary>
    public static CartOperation UnknownEmptied(long start, int source = -1) =>
        new(CartOperationKind.Emptied, start, Attempt.Open, 0, 0, 0, 0, source);

    public static CartOperation Read(long start, long end, long version, ulong contentHash, int source = -1) =>
        new(CartOperationKind.Read, start, end, version, contentHash, 0, 0, source);
}
