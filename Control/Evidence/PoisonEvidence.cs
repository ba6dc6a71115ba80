namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that a record was put in.</summary>
/// <param name="Records">How many, as the store says.</param>
public sealed record PoisonEvidence(long Records, long At);
