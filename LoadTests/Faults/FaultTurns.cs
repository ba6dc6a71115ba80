namespace AspireStateless.LoadTests.Faults;

/// <summary>
/// Decides when a fault may begin: never on the last serving replica, and no two of stores or their links at a time.
/// Thread-safe.
/// </summary>
internal sealed class FaultTurns(ReplicaSet replicas) : IDisposable
{
    private readonly Lock _choosing = new();
    private readonly HashSet<int> _away = [];
    private readonly SemaphoreSlim _stores = new(1, 1);

    public void Dispose() => _stores.Dispose();

    /// <param name="isDue">What else has to be, at the moment when the turn is taken.</param>
    public async Task TakeAsync(PlannedFault fault, Func<bool> isDue, CancellationToken cancellationToken)
    {
        if (IsOfStore(fault))
        {
            await _stores.WaitAsync(cancellationToken);
        }

        try
        {
            await replicas.WaitUntilAsync(serving => isDue() && TryTake(fault, serving), Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch
        {
            LeaveStores(fault);
            throw;
        }
    }

    public void Leave(PlannedFault fault)
    {
        LeaveStores(fault);
        lock (_choosing)
        {
            if (fault is { TakesAway: true, Replica: { } index })
            {
                _away.Remove(index);
            }
        }
    }

    private static bool IsOfStore(PlannedFault fault) => fault is { Resource: not "api", Overlaps: false };

    /// <summary>Takes the target out of the ones that later faults may count on.</summary>
    private bool TryTake(PlannedFault fault, Replica[] serving)
    {
        if (fault.Replica is not { } index)
        {
            return true;
        }

        lock (_choosing)
        {
            if (_away.Contains(index) || !Array.Exists(serving, replica => replica.Index == index))
            {
                return false;
            }

            bool othersServe = Array.Exists(serving, replica => replica.Index != index && !_away.Contains(replica.Index));
            return !fault.TakesAway || (othersServe && _away.Add(index));
        }
    }

    private void LeaveStores(PlannedFault fault)
    {
        if (IsOfStore(fault))
        {
            _stores.Release();
        }
    }
}
