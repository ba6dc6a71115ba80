namespace AspireStateless.LoadTests.Gates.Duets;

/// <summary>One of the two builds that are compared.</summary>
internal enum Side
{
    Baseline,
    Candidate,
}
