using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Stores;

/// <summary>What the live stores say of themselves, without trust in how they were started.</summary>
internal sealed class StoreFacts(DistributedApplicationModel model, InstanceFeed instances)
{
    private readonly List<RedisStore> stores = [.. model.Resources.OfType<RedisResource>().Select(redis => new RedisStore(redis))];

    /// <summary>Who is connected to each store.</summary>
    internal async Task<IReadOnlyList<StoreReport>> ConnectionsAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(stores.Select(store => ConnectionsAsync(store, cancellationToken))).ConfigureAwait(false);

    /// <summary>The settings that decide what survives.</summary>
    /// <exception cref="RefusedException">A store is away.</exception>
    internal async Task<DurabilityReport> DurabilityAsync(CancellationToken cancellationToken)
    {
        var redis = stores.Count == 0 ? null
            : await stores[0].DurabilityAsync(cancellationToken).ConfigureAwait(false)
                ?? throw RefusedException.Unavailable("store-unavailable", $"'{stores[0].Name}' does not answer.");
        return new DurabilityReport(redis, Postgres: null);
    }

    private async Task<StoreReport> ConnectionsAsync(RedisStore store, CancellationToken cancellationToken)
    {
        var instance = instances.All.FirstOrDefault(candidate => candidate.Resource == store.Name)?.Instance;
        var names = await store.ConnectionsAsync(cancellationToken).ConfigureAwait(false);
        return new StoreReport(store.Name, instance, names ?? [], Reachable: names is not null);
    }
}

/// <summary>A store, and the names that its client connections have given themselves.</summary>
internal sealed record StoreReport(string Name, string? Instance, IReadOnlyList<string> Connections, bool Reachable);

/// <summary>Answer to <c>GET /durability</c>: settings by name, per store; null where there is no such store.</summary>
internal sealed record DurabilityReport(IReadOnlyDictionary<string, string>? Redis, IReadOnlyDictionary<string, string>? Postgres);
