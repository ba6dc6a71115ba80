namespace AspireStateless.LoadTests.SystemUnderTest;

/// <summary>
/// The replicas that may be sent to, as one immutable snapshot that is swapped whole. An instance leaves as soon as it is
/// stopping or ended, and joins when its new generation answers its readiness probe.
/// </summary>
/// <param name="names">The instances; their order gives the indexes of plans.</param>
internal sealed class ReplicaSet(List<string> names, Func<Uri, CancellationToken, Task<bool>> isReady)
{
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(25);
    private readonly Lock _changing = new();
    private readonly Dictionary<string, Replica> _running = new(StringComparer.Ordinal);
    private Replica[] _serving = [];

    public int Count => names.Count;

    public Replica[] Serving => Volatile.Read(ref _serving);

    public string Name(int index) => names[index];

    public Replica? ServingAt(int index) => Array.Find(Serving, replica => replica.Index == index);

    /// <summary>Takes in a state of an instance. States of other resources are ignored.</summary>
    public void Apply(InstanceState state, CancellationToken cancellationToken)
    {
        var index = names.IndexOf(state.Instance);
        if (index < 0)
        {
            return;
        }

        var replica = Replica.Of(state, index);
        lock (_changing)
        {
            if (replica is not null && _running.TryGetValue(state.Instance, out var known) && known.Generation == replica.Generation)
            {
                return;
            }

            _running.Remove(state.Instance);
            _serving = [.. _serving.Where(serving => serving.Index != index)];
            if (replica is null)
            {
                return;
            }

            _running[state.Instance] = replica;
        }

        _ = JoinWhenReadyAsync(replica, cancellationToken);
    }

    /// <param name="deadline">May be infinite.</param>
    /// <returns>False when the deadline passed first.</returns>
    public async Task<bool> WaitUntilAsync(Func<Replica[], bool> condition, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var until = deadline == Timeout.InfiniteTimeSpan ? long.MaxValue : MonotonicClock.Now + MonotonicClock.Nanoseconds(deadline);
        while (!condition(Serving))
        {
            if (MonotonicClock.Now > until)
            {
                return false;
            }

            await Task.Delay(ProbeEvery, cancellationToken);
        }

        return true;
    }

    /// <summary>Asks replicas themselves whether they are ready, stores included.</summary>
    /// <param name="index">The only one to ask; null asks all that serve.</param>
    /// <returns>False where one is not, or none serves.</returns>
    public async Task<bool> AreReadyAsync(int? index, CancellationToken cancellationToken)
    {
        Replica[] asked = [.. Serving.Where(replica => index is null || replica.Index == index)];
        var ready = await Task.WhenAll(asked.Select(replica => isReady(replica.Url, cancellationToken)));
        return ready.Length > 0 && Array.TrueForAll(ready, static one => one);
    }

    private async Task JoinWhenReadyAsync(Replica replica, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadinessWait.UntilReadyAsync(
                () => isReady(replica.Url, cancellationToken), () => IsCurrent(replica), cancellationToken))
            {
                Join(replica);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private bool IsCurrent(Replica replica)
    {
        lock (_changing)
        {
            return _running.TryGetValue(replica.Instance, out var current) && current == replica;
        }
    }

    private void Join(Replica replica)
    {
        lock (_changing)
        {
            if (_running.TryGetValue(replica.Instance, out var current) && current == replica)
            {
                _serving = [.. _serving.Append(replica).OrderBy(serving => serving.Index)];
            }
        }
    }
}
