using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Asks replicas whether they are ready, as a balancer does that sends requests to whoever says so: one that says so while a store is away
/// asks for requests that it must refuse.
/// </summary>
internal sealed class ReadinessWorkload(KeyedSender sender) : IWorkload
{
    private const string Name = "readiness";

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var request = new ApiRequest(OperationKind.ReadReadiness, HttpMethod.Get, "/health", Name, static _ => new Reading(1));
        return (await sender.SendOnceAsync(operation, request with { Due = due })).Completion;
    }
}

/// <summary>Draws who asks whether replicas are ready.</summary>
internal sealed class ReadinessMix(ulong seed) : IMix
{
    private readonly RandomStream _random = RandomStream.Of(seed, "readiness");

    public int Clients => 3;

    public PlannedOperation Next(long due, short? subject) =>
        new(due, _random.Next(Clients), OperationKind.ReadReadiness, subject: 0);
}
