namespace AspireStateless.LoadTests.Client;

/// <summary>How many operations of each kind were acknowledged so far. Thread-safe.</summary>
internal sealed class AcknowledgedCounts
{
    private readonly long[] _counts = new long[byte.MaxValue + 1];

    public long this[OperationKind kind] => Interlocked.Read(ref _counts[(byte)kind]);

    /// <summary>Counts an attempt that ended, if it succeeded.</summary>
    public void Add(OperationKind kind, Outcome outcome)
    {
        if (outcome == Outcome.Ok)
        {
            Interlocked.Increment(ref _counts[(byte)kind]);
        }
    }
}
