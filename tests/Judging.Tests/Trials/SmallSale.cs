using AspireStateless.Judging.Orders;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>An order of up to two products in a made-up history, as its client and as the store tell of it.</summary>
/// <param name="Told">What the answer says.</param>
/// <param name="Stored">What the store says; where there is no order, nothing of it counts.</param>
internal record struct SmallSale(
    DrawnInterval At, int Place, OrderAnswer Answer, bool Exists, SmallUnits Told, SmallUnits Stored)
{
    public readonly long Start => At.Start;
    public readonly long End => At.RecordedEnd;
}

/// <param name="Id">The order.</param>
/// <param name="First">The first unit of the first product.</param>
/// <param name="Units">How many; 0 for none.</param>
/// <param name="OtherFirst">The first unit of the second product.</param>
/// <param name="OtherUnits">How many; 0 for none.</param>
internal readonly record struct SmallUnits(int Id, int First, int Units, int OtherFirst, int OtherUnits);
