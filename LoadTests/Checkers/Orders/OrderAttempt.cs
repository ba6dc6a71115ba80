using System.Runtime.InteropServices;
using AspireStateless.LoadTests.Checkers.Rules;

namespace AspireStateless.LoadTests.Checkers.Orders;

internal enum OrderAnswer : byte
{
    /// <summary>No answer tells whether there is an order.</summary>
    Unknown,

    /// <summary>There is an order.</summary>
    Acknowledged,

    /// <summary>There is none: of a product that was wanted not enough was left.</summary>
    SoldOut,
}

/// <summary>All that was sent under one key of one user: no two of a record have the same, and it is used for one content only.</summary>
/// <param name="Key">A number for the idempotency key.</param>
/// <param name="OrderId">Of the order that the answer tells of; 0 for none.</param>
/// <param name="Content">What <see cref="Carts.CartContent"/> makes of what was wanted; 0 where a cart was bought unseen.</param>
/// <param name="Units">The <see cref="UnitHash"/> of the answer; 0 where there was none.</param>
/// <param name="User">A number for the user.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OrderAttempt(
    long Start, long End, int User, long Key, OrderAnswer Answer, long OrderId, ulong Content, ulong Units, int Source) : IOperation
{
    public bool IsOptional => Answer == OrderAnswer.Unknown;
}

/// <summary>What an attempt that was sold out had wanted of one product.</summary>
/// <param name="Attempt">Which attempt, an index.</param>
internal readonly record struct WantedLine(int Attempt, int Sku, int Quantity);
