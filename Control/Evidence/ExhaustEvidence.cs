namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that connections are held.</summary>
/// <param name="Connections">How many.</param>
/// <param name="Full">Whether the server refused another one.</param>
public sealed record ExhaustEvidence(int Connections, bool Full, long At);
