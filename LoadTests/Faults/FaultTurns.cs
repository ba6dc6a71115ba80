using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Faults;

/// <summary>
/// Decides when a fault may begin: never on the last serving replica, no two of stores or their links at a time, none beside one that is to
/// be alone. Where several wait, as on a slow machine, the kill of a store comes first, since what is left at the end is not done, and no
/// other fault shows what was acknowledged too early; else the earliest. Thread-safe.
/// </summary>
internal sealed class FaultTurns(ReplicaSet replicas)
{
    private readonly Lock _choosing = new();
    private readonly HashSet<int> _away = [];
    private readonly List<(PlannedFault Fault, Func<bool> IsDue)> _waiting = [];
    private bool _storeTaken;
    private int _going;
    private bool _alone;

    /// <param name="isDue">What else has to be, at the moment when the turn is taken.</param>
    public async Task TakeAsync(PlannedFault fault, Func<bool> isDue, CancellationToken cancellationToken)
    {
        lock (_choosing)
        {
            _waiting.Add((fault, isDue));
        }

        try
        {
            await replicas.WaitUntilAsync(serving => isDue() && TryTake(fault, serving), Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            lock (_choosing)
            {
                _waiting.Remove((fault, isDue));
            }
        }
    }

    public void Leave(PlannedFault fault)
    {
        lock (_choosing)
        {
            _going--;
            _alone &= !fault.Alone;
            _storeTaken &= !IsOfStore(fault);
            if (fault is { TakesAway: true, Replica: { } index })
            {
                _away.Remove(index);
            }
        }
    }

    private static bool IsOfStore(PlannedFault fault) => fault.Resource != FaultCard.OfReplicas;

    private static bool KillsStore(PlannedFault fault) => fault.Kind == FaultKinds.Kill && IsOfStore(fault);

    private static bool IsBefore(PlannedFault one, PlannedFault other) =>
        KillsStore(one) == KillsStore(other) ? one.At < other.At : KillsStore(one);

    /// <summary>Takes the target out of what later faults may count on, unless an earlier fault could have its turn instead.</summary>
    private bool TryTake(PlannedFault fault, Replica[] serving)
    {
        lock (_choosing)
        {
            if (!CanTake_NeedsLock(fault, serving)
                || _waiting.Exists(other => IsBefore(other.Fault, fault) && other.IsDue()
                    && (other.Fault.Alone || CanTake_NeedsLock(other.Fault, serving))))
            {
                return false;
            }

            _going++;
            _alone = fault.Alone;
            _storeTaken |= IsOfStore(fault);
            if (fault is { TakesAway: true, Replica: { } index })
            {
                _away.Add(index);
            }

            return true;
        }
    }

    private bool CanTake_NeedsLock(PlannedFault fault, Replica[] serving) =>
        !_alone && !(fault.Alone && _going > 0)
        && !(_storeTaken && IsOfStore(fault))
        && (fault.Replica is not { } index
            || (Array.Exists(serving, replica => replica.Index == index) && !_away.Contains(index)
                && (!fault.TakesAway || Array.Exists(serving, replica => replica.Index != index && !_away.Contains(replica.Index)))));
}
