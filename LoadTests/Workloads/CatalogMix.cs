using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws who reads, or writes the name and price of, which product. Whoever writes reads too.</summary>
internal sealed class CatalogMix(ulong seed) : IMix
{
    public const int Products = 6;
    public const int ClientCount = 12;
    private const int WritesPerHundred = 15;
    private readonly RandomStream _random = RandomStream.Of(seed, "catalog");

    public int Clients => ClientCount;

    public PlannedOperation Next(long due, short? subject) => new(
        due,
        Workload: 0,
        _random.Next(Clients),
        _random.Next(100) < WritesPerHundred ? OperationKind.WriteProduct : OperationKind.ReadProduct,
        subject ?? (short)_random.Next(Products),
        Choice: 0,
        Delivery.None,
        Aim: -1);
}
