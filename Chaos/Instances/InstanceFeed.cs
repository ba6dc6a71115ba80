using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Starts;

namespace AspireStateless.Chaos.Instances;

/// <summary>Follows every instance that is a process or a container, and tells the event streams. Thread-safe.</summary>
internal sealed class InstanceFeed(ResourceNotificationService notifications, ApplicationProcesses processes, EventFeed events)
{
    // Guards the order too: events are published under it, so that no stream sees an older state after a newer one.
    private readonly Lock gate = new();
    private readonly Dictionary<string, (InstanceState State, ResourceEvent Change)> latest = new(StringComparer.Ordinal);
    private readonly List<Waiter> waiters = [];

    internal IReadOnlyList<InstanceState> All
    {
        get
        {
            lock (gate)
            {
                return [.. latest.Values.Select(entry => entry.State).OrderBy(state => state.Instance, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>An instance that is known to exist, as it is now.</summary>
    internal InstanceState Get(string instance)
    {
        lock (gate)
        {
            return latest[instance].State;
        }
    }

    /// <summary>The instance that a harness names.</summary>
    /// <param name="name">An instance's id; or a resource's name, if it has one instance.</param>
    /// <exception cref="RefusedException">It names none, or several.</exception>
    internal InstanceState Find(string name)
    {
        var all = All;
        var named = all.Where(state => state.Instance == name).DefaultIfEmpty().First() is { } exact
            ? [exact]
            : all.Where(state => state.Resource == name).ToList();
        return named switch
        {
            [var one] => one,
            [] => throw RefusedException.BadRequest(
                "unknown-target", $"There is no instance '{name}'. Instances: {string.Join(", ", all.Select(state => state.Instance))}."),
            _ => throw RefusedException.BadRequest(
                "ambiguous-target", $"'{name}' has {named.Count} instances, name one: {string.Join(", ", named.Select(state => state.Instance))}."),
        };
    }

    /// <summary>The instance that is the n-th replica of a resource; null while that is not known.</summary>
    internal string? OfReplica(string resource, int replica)
    {
        lock (gate)
        {
            return latest.Values.Select(entry => entry.State)
                .FirstOrDefault(state => state.Resource == resource && state.Replica == replica)?.Instance;
        }
    }

    /// <summary>Follows until cancelled.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
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
    internal async Task<InstanceState?> WaitAsync(
        string instance, Func<InstanceState, bool> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(instance, condition);
        lock (gate)
        {
            if (condition(latest[instance].State))
            {
                return latest[instance].State;
            }

            waiters.Add(waiter);
        }

        try
        {
            return await waiter.Found.Task.WaitAsync(limit, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (gate)
            {
                waiters.Remove(waiter);
            }
        }
    }

    private async Task AskAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        await processes.AskAsync(change, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            if (latest.TryGetValue(change.ResourceId, out var entry))
            {
                Observe(entry.Change);
            }
        }
    }

    private void Observe(ResourceEvent change)
    {
        lock (gate)
        {
            var state = Describe(change);
            var isNew = !latest.TryGetValue(change.ResourceId, out var former);
            if (isNew || state with { At = former.State.At } != former.State)
            {
                latest[change.ResourceId] = (state, change);
                events.PublishState(state);
                foreach (var waiter in waiters.Where(waiter => waiter.Instance == state.Instance && waiter.Condition(state)))
                {
                    waiter.Found.TrySetResult(state);
                }
            }
        }
    }

    private InstanceState Describe(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var state = snapshot.State?.Text;
        var hasProcess = state == KnownResourceStates.Running || state == KnownResourceStates.Stopping;
        var hasLived = hasProcess || KnownResourceStates.TerminalStates.Contains(state);
        var process = hasLived ? processes.Of(change) : null;
        return new InstanceState(
            change.Resource.Name, change.ResourceId, process?.Pid, process?.StartTicks, state,
            hasProcess ? DirectUrl.Of(snapshot) : null, snapshot.ExitCode, MonotonicClock.Nanoseconds)
        {
            Container = hasLived ? ApplicationProcesses.ContainerOf(snapshot) : null,
            StartedAt = snapshot.StartTimeStamp,
            Replica = PerReplica.NumberOf(snapshot),
        };
    }

    private sealed record Waiter(string Instance, Func<InstanceState, bool> Condition)
    {
        public TaskCompletionSource<InstanceState> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
