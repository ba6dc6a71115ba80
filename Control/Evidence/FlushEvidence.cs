namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that a cache was emptied.</summary>
/// <param name="Keys">How many keys lost something.</param>
/// <param name="Fields">How many fields they lost.</param>
public sealed record FlushEvidence(int Keys, long Fields, long At);
