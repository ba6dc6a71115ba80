namespace AspireStateless.LoadTests.Client;

/// <summary>How far the traffic has come, as faults may wait for it. Thread-safe.</summary>
internal sealed class TrafficProgress
{
    private readonly long[] _counts = new long[byte.MaxValue + 1];
    private string? _leader;

    /// <summary>The instance that wrote the newest tick of the recurring job; null where none is known.</summary>
    public string? Leader
    {
        get => Volatile.Read(ref _leader);
        set => Volatile.Write(ref _leader, value);
    }

    /// <summary>How many operations of a kind were acknowledged so far.</summary>
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
