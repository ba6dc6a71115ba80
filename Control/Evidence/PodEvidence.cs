namespace AspireStateless.Control.Evidence;

/// <summary>The pod that a container is of.</summary>
/// <param name="Name">Of a replica's, another after each replacement; of a store's, the same.</param>
/// <param name="Uid">Tells it from a later one with the same name.</param>
/// <param name="Restarts">How many containers of its kind it has had before.</param>
public sealed record PodEvidence(string Name, string Uid, int Restarts);
