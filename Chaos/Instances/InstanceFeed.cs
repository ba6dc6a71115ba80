using AspireStateless.Chaos.Copies;

namespace AspireStateless.Chaos.Instances;

/// <summary>Follows every instance that is a process or a container, and tells the event streams. Thread-safe.</summary>
internal sealed class InstanceFeed(ResourceNotificationService notifications, ApplicationProcesses processes, EventFeed events)
{
    // Guards the order too: events are published under it, so that no stream sees an older state after a newer one.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TrackedInstance State, ResourceEvent Change)> _latest = new(StringComparer.Ordinal);
    private readonly List<Waiter> _waiters = [];

    public IReadOnlyList<TrackedInstance> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _latest.Values.Select(entry => entry.State).OrderBy(state => state.Instance, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>An instance that is known to exist, as it is now.</summary>
    public TrackedInstance Get(string instance)
    {
        lock (_gate)
        {
            return _latest[instance].State;
        }
    }

    /// <summary>The instance that a harness names.</summary>
    /// <param name="name">An instance's id; or a resource's name, if it has one instance.</param>
    /// <exception cref="RefusedException">It names none, or several.</exception>
    public TrackedInstance Find(string name)
    {
        var all = All;
        var named = all.Where(state => state.Instance == name).DefaultIfEmpty().First() is { } exact
            ? [exact]
            : all.Where(state => state.Resource == name).ToList();
        return named switch
        {
            [var one] => one,
            [] => throw RefusedException.BadRequest(
                "unknown-target", $"There is no instance '{name}'. Instances: {Names(all)}."),
            _ => throw RefusedException.BadRequest(
                "ambiguous-target", $"'{name}' has {named.Count} instances, name one: {Names(named)}."),
        };
    }

    /// <summary>The instance that is the n-th replica of a resource; null while that is not known.</summary>
    public string? OfReplica(string resource, int replica)
    {
        lock (_gate)
        {
            return _latest.Values.Select(entry => entry.State)
                .FirstOrDefault(state => state.Resource == resource && state.Replica == replica)?.Instance;
        }
    }

    /// <summary>Follows until cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (change.Resource is not IResourceWithEndpoints || change.Snapshot.IsHidden)
            {
                continue;
            }

            Observe(change);
            if (processes.MustAsk(change))
            {
                _ = AskAsync(change, cancellationToken);
            }
        }
    }

    /// <summary>Waits until an instance fits a condition; by then the event streams know.</summary>
    /// <returns>Its state then; null if it did not fit within the limit.</returns>
    public async Task<TrackedInstance?> WaitAsync(
        string instance, Func<TrackedInstance, bool> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(instance, condition);
        lock (_gate)
        {
            if (condition(_latest[instance].State))
            {
                return _latest[instance].State;
            }

            _waiters.Add(waiter);
        }

        try
        {
            return await waiter.Found.Task.WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    private static string Names(IEnumerable<TrackedInstance> instances) => string.Join(", ", instances.Select(state => state.Instance));

    private async Task AskAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        await processes.AskAsync(change, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            if (_latest.TryGetValue(change.ResourceId, out var entry))
            {
                Observe(entry.Change);
            }
        }
    }

    private void Observe(ResourceEvent change)
    {
        lock (_gate)
        {
            var state = Describe(change);
            var isNew = !_latest.TryGetValue(change.ResourceId, out var former);
            if (isNew || state with { At = former.State.At } != former.State)
            {
                _latest[change.ResourceId] = (state, change);
                events.Publish(state);
                foreach (var waiter in _waiters.Where(waiter => waiter.Instance == state.Instance && waiter.Condition(state)))
                {
                    waiter.Found.TrySetResult(state);
                }
            }
        }
    }

    private TrackedInstance Describe(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var state = snapshot.State?.Text;
        var hasProcess = state == KnownResourceStates.Running || state == KnownResourceStates.Stopping;
        var hasLived = hasProcess || KnownResourceStates.TerminalStates.Contains(state);
        var process = hasLived ? processes.Of(change) : null;
        return new TrackedInstance(
            ServiceCopyAnnotation.NameOf(change.Resource), change.ResourceId, process?.Pid, process?.StartTicks, state,
            hasProcess ? DirectUrl.Of(snapshot) : null, snapshot.ExitCode, MonotonicClock.Now)
        {
            Container = hasLived ? ApplicationProcesses.ContainerOf(snapshot) : null,
            StartedAt = snapshot.StartTimeStamp,
            Replica = PerReplica.NumberOf(snapshot),
        };
    }

    private sealed record Waiter(string Instance, Func<TrackedInstance, bool> Condition)
    {
        public TaskCompletionSource<TrackedInstance> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
