using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>What the workloads of a run share.</summary>
internal sealed record WorkloadContext
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }
    public required RecordingClient Client { get; init; }
    public required ReplicaSet Replicas { get; init; }
    public required KeyedSender Sender { get; init; }
    public required RunNames Names { get; init; }
    public required Accounts Accounts { get; init; }
    public required Products Products { get; init; }
    public required UserPool Users { get; init; }

    /// <summary>The public endpoint; null where there is none.</summary>
    public required Uri? Endpoint { get; init; }

    /// <summary>What the service says of itself; known once the system is steady.</summary>
    public ServiceOptions Options { get; set; } = ServiceOptions.Unknown;
}
