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
