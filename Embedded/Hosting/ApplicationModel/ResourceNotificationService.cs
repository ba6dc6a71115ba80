namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows the state of every instance and tells who watches. Thread-safe.</summary>
public class ResourceNotificationService
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<IResource, int> endings = new();
    private ImmutableList<ChannelWriter<ResourceEvent>> watchers = [];
    private volatile ImmutableList<ResourceEvent> states = [];

    internal ResourceNotificationService(WaitBehavior defaultWaitBehavior) => DefaultWaitBehavior = defaultWaitBehavior;

    internal WaitBehavior DefaultWaitBehavior { get; }

    /// <summary>The current state of every instance, in the order they were made, and from then on every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new() { SingleReader = true });
        lock (gate)
        {
            states.ForEach(state => channel.Writer.TryWrite(state));
            ImmutableInterlocked.Update(ref watchers, known => known.Add(channel.Writer));
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref watchers, known => known.Remove(channel.Writer));
        }
    }

    /// <summary>Waits until the first instance of a resource is in a state.</summary>
    /// <param name="resourceName">A resource's name or an instance's id.</param>
    /// <param name="targetState">Null means <see cref="KnownResourceStates.Running"/>.</param>
    /// <param name="cancellationToken">Ends the wait; there is no other limit.</param>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until the first instance of a resource is in one of several states, and says in which.</summary>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var wanted = targetStates.ToHashSet(StringComparer.Ordinal);
        var change = await WaitForResourceAsync(
            resourceName, candidate => candidate.Snapshot.State is { } state && wanted.Contains(state.Text), cancellationToken).ConfigureAwait(false);
        return change.Snapshot.State!.Text;
    }

    /// <summary>Waits until an instance of a resource fits a condition.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        await WatchAsync(cancellationToken).Where(change => Names(change, resourceName)).FirstAsync(predicate, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Waits until the first instance of a resource is running and healthy and its ready handlers are done.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <inheritdoc cref="WaitForResourceHealthyAsync(string, CancellationToken)"/>
    /// <exception cref="DistributedApplicationException">It will not come, and <paramref name="waitBehavior"/> says to give up then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(
            resourceName,
            candidate => candidate.Snapshot is { HealthStatus: HealthStatus.Healthy, Ready: not null }
                || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && candidate.Snapshot.IsTerminal),
            cancellationToken).ConfigureAwait(false);
        if (change.Snapshot.IsTerminal)
        {
            throw new DistributedApplicationException(
                $"Stopped waiting for resource '{resourceName}' to become healthy: it is {change.Snapshot.State!.Text}.");
        }

        await change.Snapshot.Ready!.WaitAsync(cancellationToken).ConfigureAwait(false);
        return change;
    }

    /// <summary>Waits for everything that a resource was told to wait for.</summary>
    /// <exception cref="DistributedApplicationException">Something it waits for will not come.</exception>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken) =>
        new ResourceDependencies(this, resource).WaitAsync(cancellationToken);

    /// <summary>Changes the state of a resource's every instance.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        InstancesOf(resource).DefaultIfEmpty(resource.Name).ToList().ForEach(id => Publish(resource, id, stateFactory));
        return Task.CompletedTask;
    }

    /// <summary>Changes the state of one instance; a change that changes nothing is not told.</summary>
    public Task PublishUpdateAsync(
        IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) =>
        Task.FromResult(Publish(resource, resourceId, stateFactory));

    /// <summary>The state of an instance now.</summary>
    /// <param name="resourceId">An instance's id; or a resource's name, if it has one instance.</param>
    /// <param name="resourceEvent">The state.</param>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        var known = states;
        resourceEvent = known.Find(state => Same(state.ResourceId, resourceId))
            ?? (known.FindAll(state => Same(state.Resource.Name, resourceId)) is [var only] ? only : null);
        return resourceEvent is not null;
    }

    /// <summary>The current state of every instance of a resource, and from then on every change.</summary>
    internal IAsyncEnumerable<ResourceEvent> WatchAsync(IResource resource, CancellationToken cancellationToken) =>
        WatchAsync(cancellationToken).Where(change => change.Resource == resource);

    internal IReadOnlyList<string> InstancesOf(IResource resource) =>
        [.. states.Where(state => state.Resource == resource).Select(state => state.ResourceId)];

    /// <summary>How often the last living instance of a resource has come to a terminal state.</summary>
    internal int EndingsOf(IResource resource) => endings.GetValueOrDefault(resource);

    internal ResourceEvent Publish(IResource resource, string id, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        lock (gate)
        {
            var former = states.Find(state => Same(state.ResourceId, id));
            var before = former?.Snapshot ?? new CustomResourceSnapshot { ResourceType = resource.GetType().Name, Properties = [] };
            var after = change(before);
            if (former is not null && after == before)
            {
                return former;
            }

            // Told under the lock, so that every watcher sees the changes of an instance in one order. Writing to an unbounded channel
            // does not wait and does not run the reader.
            var told = new ResourceEvent(resource, former?.ResourceId ?? id, after);
            states = former is null ? states.Add(told) : states.Replace(former, told);
            if (after.IsTerminal && !before.IsTerminal && states.TrueForAll(it => it.Resource != resource || it.Snapshot.IsTerminal))
            {
                endings.AddOrUpdate(resource, 1, (_, count) => count + 1);
            }

            watchers.ForEach(watcher => watcher.TryWrite(told));
            return told;
        }
    }

    private static bool Names(ResourceEvent state, string name) => Same(state.Resource.Name, name) || Same(state.ResourceId, name);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
