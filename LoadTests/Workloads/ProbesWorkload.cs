using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Asks replicas whether they are alive and whether they are ready, as an orchestrator and a balancer do: in turn, and on while one is
/// stopping or starts again, which other traffic leaves alone.
/// </summary>
internal sealed class ProbesWorkload(RecordingClient client, ReplicaSet replicas) : IWorkload
{
    private const string Name = "probes";

    // Longer than a probe may take, and short enough for one that hangs not to hold up others.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private readonly Replica?[] _known = new Replica?[replicas.Count];

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var index = operation.Subject % replicas.Count;
        if ((_known[index] = replicas.ServingAt(index) ?? _known[index]) is not { } replica)
        {
            return new Completion(Outcome.Failed, due, MonotonicClock.Now);
        }

        var path = operation.Kind == OperationKind.ReadLiveness ? "/alive" : "/health";
        return (await client.SendAsync(new ApiRequest(operation.Kind, HttpMethod.Get, path, Name, static _ => new Reading(1))
        {
            To = replica,
            Client = operation.Client,
            Number = 1,
            Due = due,
            Deadline = Deadline,
        })).Completion;
    }
}

/// <summary>Draws who asks which replica what, each as often.</summary>
internal sealed class ProbesMix(ulong seed) : IMix
{
    // As many as a run may have replicas: which are meant is decided when it runs.
    private const int Places = 60;
    private readonly RandomStream _random = RandomStream.Of(seed, "probes");

    public int Clients => 3;

    public PlannedOperation Next(long due, short? subject) => new(
        due,
        _random.Next(Clients),
        _random.Next(2) == 0 ? OperationKind.ReadLiveness : OperationKind.ReadReadiness,
        subject ?? _random.Next(Places));
}
