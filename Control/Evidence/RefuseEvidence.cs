namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that a store refuses credentials.</summary>
/// <param name="Connections">How many connections of its clients were ended.</param>
/// <param name="Code">What it answered to a probe with its clients' credentials.</param>
public sealed record RefuseEvidence(int Connections, string Code, long At);
