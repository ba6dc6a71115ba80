namespace AspireStateless.Control;

/// <summary>A store, as it answers now.</summary>
/// <param name="Name">Of its resource.</param>
/// <param name="Instance">Null before its first start.</param>
/// <param name="Connections">Names that client connections have given themselves: generations, where replicas made them.</param>
/// <param name="Reachable">Whether it answered.</param>
public sealed record TopologyStore(string Name, string? Instance, IReadOnlyList<string> Connections, bool Reachable);
