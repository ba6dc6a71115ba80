namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that an engine began to change the containers of a whole service.</summary>
/// <param name="Command">What of its engine's it is equivalent to.</param>
/// <param name="Containers">How many it concerns.</param>
public sealed record ScaleEvidence(string Command, int Containers, long At) : ServerEvidence;
