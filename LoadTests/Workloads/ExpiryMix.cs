using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws lives of sessions that are used until they may end: by their lifetime (choice 0) or by their cap (choice 1).</summary>
internal sealed class ExpiryMix(ulong seed, int users) : IMix
{
    private const int CapsPerHundred = 25;
    private readonly RandomStream _random = RandomStream.Of(seed, "expiry");

    public int Clients => 32;

    public PlannedOperation Next(long due, short? subject) => new(
        due,
        Workload: 0,
        _random.Next(Clients),
        OperationKind.LogIn,
        (short)_random.Next(users),
        (short)(_random.Next(100) < CapsPerHundred ? 1 : 0),
        Delivery.None,
        Aim: -1);
}
