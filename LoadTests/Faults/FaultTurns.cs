namespace AspireStateless.LoadTests.Faults;

/// <summary>
/// Decides when a fault may begin: never on the last serving replica, and no two at a time that take something away from all replicas.
/// Thread-safe.
/// </summary>
internal sealed class FaultTurns(ReplicaSet replicas) : IDisposable
{
    private readonly Lock _choosing = new();
    private readonly HashSet<int> _away = [];
    private readonly SemaphoreSlim _all = new(1, 1);

    public void Dispose() => _all.Dispose();

    /// <param name="isDue">What else has to be, at the moment when the turn is taken.</param>
    public async Task TakeAsync(PlannedFault fault, Func<bool> isDue, CancellationToken cancellationToken)
    {
        if (TakesFromAll(fault))
        {
            await _all.WaitAsync(cancellationToken);
        }

        try
        {
            await replicas.WaitUntilAsync(serving => isDue() && TryTake(fault, serving), Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch
        {
            LeaveAll(fault);
            throw;
        }
    }

    public void Leave(PlannedFault fault)
    {
        LeaveAll(fault);
        lock (_choosing)
        {
            _away.Remove(fault.Replica ?? -1);
        }
    }

    private static bool TakesFromAll(PlannedFault fault) => fault is { Replica: null, Overlaps: false };

    /// <summary>Takes the target out of the ones that later faults may count on.</summary>
    private bool TryTake(PlannedFault fault, Replica[] serving)
    {
        if (fault.Replica is not { } index)
        {
            return true;
        }

        lock (_choosing)
        {
            bool othersServe = Array.Exists(serving, replica => replica.Index != index && !_away.Contains(replica.Index));
            return othersServe && Array.Exists(serving, replica => replica.Index == index) && _away.Add(index);
        }
    }

    private void LeaveAll(PlannedFault fault)
    {
        if (TakesFromAll(fault))
        {
            _all.Release();
        }
    }
}
