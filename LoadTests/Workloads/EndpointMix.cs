using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws reads through the public endpoint, each on a new connection.</summary>
internal sealed class EndpointMix(ulong seed) : IMix
{
    private readonly RandomStream _random = RandomStream.Of(seed, "knocks");

    public int Clients => 4;

    public PlannedOperation Next(long due, short? subject) => new(
        due, Workload: 0, _random.Next(Clients), OperationKind.Knock, (short)_random.Next(
            VisitsMix.Pages), Choice: 0, Delivery.None, Aim: -1);
}
