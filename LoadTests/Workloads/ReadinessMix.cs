using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws who asks whether replicas are ready.</summary>
internal sealed class ReadinessMix(ulong seed) : IMix
{
    private readonly RandomStream _random = RandomStream.Of(seed, "readiness");

    public int Clients => 3;

    public PlannedOperation Next(long due, short? subject) => new(
        due, Workload: 0, _random.Next(Clients), OperationKind.ReadReadiness, Subject: 0, Choice: 0, Delivery.None, Aim: -1);
}
