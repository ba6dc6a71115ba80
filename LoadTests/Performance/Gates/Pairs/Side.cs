namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>One of the two builds that are compared.</summary>
internal enum Side
{
    Baseline,
    Candidate,
}
