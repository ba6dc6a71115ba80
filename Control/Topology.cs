namespace AspireStateless.Control;

/// <summary>What runs under an AppHost, and how it is reached.</summary>
/// <param name="AppHost">Its own process.</param>
/// <param name="Resources">Those that have instances.</param>
/// <param name="Instances">All, each as it is now.</param>
/// <param name="Stores">Those that are in the graph.</param>
/// <param name="Links">Whether the replicas' connections to the stores can be disturbed.</param>
public sealed record Topology(
    ProcessIdentity AppHost,
    IReadOnlyList<TopologyResource> Resources,
    IReadOnlyList<InstanceState> Instances,
    IReadOnlyList<TopologyStore> Stores,
    bool Links);

/// <summary>A resource; <paramref name="EndpointUrl"/> is null where it speaks no HTTP.</summary>
public sealed record TopologyResource(string Name, string? EndpointUrl);

/// <summary>A store, as it answers now.</summary>
/// <param name="Name">Of its resource.</param>
/// <param name="Instance">Null before its first start.</param>
/// <param name="Connections">Names that client connections have given themselves: generations, where replicas made them.</param>
/// <param name="Reachable">Whether it answered.</param>
public sealed record TopologyStore(string Name, string? Instance, IReadOnlyList<string> Connections, bool Reachable);
