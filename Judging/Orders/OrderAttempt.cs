namespace AspireStateless.Judging.Orders;

internal enum OrderAnswer : byte
{
    /// <summary>No answer tells whether there is an order.</summary>
    Unknown,

    /// <summary>There is an order.</summary>
    Acknowledged,

    /// <summary>There is none: of a product that was wanted not enough was left.</summary>
    SoldOut,
}

/// <summary>All that was sent under one key of one user, which is used for one content only. 48 bytes: there may be ten million.</summary>
/// <param name="OrderId">The order that the answer tells of.</param>
/// <param name="Content">What <see cref="Carts.CartContent"/> makes of what was wanted; 0 where a cart was bought unseen.</param>
/// <param name="Units">The <see cref="UnitHash"/> of the answer; 0 where there was none.</param>
/// <param name="Key">A number for the idempotency key and its user: no two attempts of a record have the same.</param>
internal readonly record struct OrderAttempt(
    long Start, long End, long OrderId, ulong Content, ulong Units, int Key, int Source) : IOperation
{
    private const long NoOrder = long.MinValue;

    /// <summary>Follows from what only some answers have: an order, and an end.</summary>
    public OrderAnswer Answer =>
        OrderId != NoOrder ? OrderAnswer.Acknowledged : End == Attempt.Open ? OrderAnswer.Unknown : OrderAnswer.SoldOut;

    public bool IsOptional => Answer == OrderAnswer.Unknown;

    public static OrderAttempt Acknowledged(long start, long end, int key, long order, ulong content, ulong units, int source = -1) =>
        new(start, end, order, content, units, key, source);

    public static OrderAttempt SoldOut(long start, long end, int key, ulong content, int source = -1) =>
        Acknowledged(start, end, key, NoOrder, content, units: 0, source);

    public static OrderAttempt Unknown(long start, int key, ulong content, int source = -1) =>
        SoldOut(start, Attempt.Open, key, content, source);
}

/// <summary>What an attempt that was sold out had wanted of one product.</summary>
/// <param name="Attempt">Which attempt, an index.</param>
internal readonly record struct WantedLine(int Attempt, int Sku, int Quantity);
