namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that a Redis is no master.</summary>
/// <param name="RoleBefore">What it said it was before.</param>
/// <param name="Role">What it said it was afterwards.</param>
/// <param name="Connections">How many connections of its clients were ended.</param>
public sealed record DemoteEvidence(string RoleBefore, string Role, int Connections, long At);
