namespace AspireStateless.Judging.Orders;

/// <summary>When units of one product can have been sold.</summary>
/// <param name="Last">The serial of the last of them.</param>
/// <param name="Order">Who was sold them, an index.</param>
/// <param name="Instant">The earliest instant at which that can have happened.</param>
/// <param name="Cause">The order whose start that instant is: the same, or one that had to come before it.</param>
internal readonly record struct Sale(int Last, int Order, long Instant, int Cause);
