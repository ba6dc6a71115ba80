namespace AspireStateless.LoadTests.Faults;

/// <summary>What runs under an AppHost, as its control endpoint tells it.</summary>
/// <param name="Links">Whether the replicas' connections to the stores can be disturbed.</param>
internal sealed record Topology(
    ProcessIdentity AppHost,
    IReadOnlyList<TopologyResource> Resources,
    IReadOnlyList<TopologyInstance> Instances,
    IReadOnlyList<TopologyStore> Stores,
    bool Links);

internal sealed record TopologyResource(string Name, string? EndpointUrl);

/// <summary>One instance in its present generation. Without a process, pid and start ticks are null.</summary>
internal sealed record TopologyInstance(
    string Resource, string Instance, int? Pid, long? StartTicks, string? State, string? DirectUrl, int? ExitCode);

/// <param name="Connections">Names of the client connections that the store holds: generations, where replicas made them.</param>
internal sealed record TopologyStore(string Name, string? Instance, IReadOnlyList<string>? Connections, bool Reachable);

/// <summary>A process of this machine: a pid may be used again, pid and start ticks together are not.</summary>
internal sealed record ProcessIdentity(int Pid, long StartTicks);
