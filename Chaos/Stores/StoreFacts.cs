using System.Data.Common;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;
using AspireStateless.Stores;
using StackExchange.Redis;

namespace AspireStateless.Chaos.Stores;

/// <summary>What the live stores say of themselves, without trust in how they were started.</summary>
internal sealed class StoreFacts(DistributedApplicationModel model, InstanceFeed instances)
{
    /// <summary>Name of the connections that questions are asked over.</summary>
    internal const string OwnName = "chaos-control";

    private readonly List<RedisStore> redis = [.. Of(model, StoreEngine.Redis).Select(resource => new RedisStore(resource))];
    private readonly List<PostgresStore> postgres =
        [.. Of(model, StoreEngine.Postgres).Select(resource => new PostgresStore(resource))];

    /// <summary>A store that has not answered by then is away.</summary>
    internal static TimeSpan AnswerLimit { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The Redis that an instance is.</summary>
    /// <exception cref="RefusedException">It is another thing.</exception>
    internal RedisStore Redis(InstanceState target, string kind) =>
        redis.Find(store => store.Name == target.Resource) ?? throw Unsuitable(target, kind, "a Redis");

    /// <summary>The Postgres server that an instance is.</summary>
    /// <exception cref="RefusedException">It is another thing.</exception>
    internal PostgresStore Postgres(InstanceState target, string kind) =>
        postgres.Find(store => store.Name == target.Resource) ?? throw Unsuitable(target, kind, "a Postgres server");

    /// <summary>The store that an instance is.</summary>
    /// <exception cref="RefusedException">It is another thing.</exception>
    internal IStore Store(InstanceState target, string kind) =>
        redis.Concat<IStore>(postgres).FirstOrDefault(store => store.Name == target.Resource) ?? throw Unsuitable(target, kind, "a store");

    /// <summary>Who is connected to each store.</summary>
    internal async Task<IReadOnlyList<StoreReport>> ConnectionsAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(redis.Concat<IStore>(postgres).Select(store => ConnectionsAsync(store, cancellationToken))).ConfigureAwait(false);

    /// <summary>The settings of the first store of each kind that decide what survives.</summary>
    /// <exception cref="RefusedException">A store is away.</exception>
    internal async Task<DurabilityReport> DurabilityAsync(CancellationToken cancellationToken) => new(
        await DurabilityAsync(redis.FirstOrDefault(), cancellationToken).ConfigureAwait(false),
        await DurabilityAsync(postgres.FirstOrDefault(), cancellationToken).ConfigureAwait(false));

    /// <summary>Asks a store, within <see cref="AnswerLimit"/>; null where it is away.</summary>
    internal static async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerLimit);
        try
        {
            // Not every client heeds the token: a store that is paused would hold us for ever.
            return await question(deadline.Token).WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is RedisException or DbException or SocketException or TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Asks a store that has to answer.</summary>
    /// <exception cref="RefusedException">It is away.</exception>
    internal static async Task<T> RequireAsync<T>(IStore store, Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
        where T : class => await AskAsync(question, cancellationToken).ConfigureAwait(false)
            ?? throw RefusedException.Unavailable("store-unavailable", $"'{store.Name}' does not answer.");

    private static IEnumerable<IResourceWithConnectionString> Of(DistributedApplicationModel model, StoreEngine engine) =>
        model.Resources.Where(resource => StoreAnnotation.Of(resource)?.Engine == engine).OfType<IResourceWithConnectionString>();

    private static RefusedException Unsuitable(InstanceState target, string kind, string wanted) =>
        RefusedException.BadRequest("unsuitable-target", $"'{kind}' needs {wanted}, and '{target.Instance}' is none.");

    private static async Task<IReadOnlyDictionary<string, string>?> DurabilityAsync(IStore? store, CancellationToken cancellationToken) =>
        store is null
            ? null
            : await RequireAsync(store, store.DurabilityAsync, cancellationToken).ConfigureAwait(false);

    private async Task<StoreReport> ConnectionsAsync(IStore store, CancellationToken cancellationToken)
    {
        var instance = instances.All.FirstOrDefault(candidate => candidate.Resource == store.Name)?.Instance;
        var names = await AskAsync(store.ConnectionsAsync, cancellationToken).ConfigureAwait(false);
        return new StoreReport(store.Name, instance, names ?? [], Reachable: names is not null);
    }
}

/// <summary>A store, and the names that its client connections have given themselves.</summary>
internal sealed record StoreReport(string Name, string? Instance, IReadOnlyList<string> Connections, bool Reachable);

/// <summary>Answer to <c>GET /durability</c>: settings by name, per kind of store; null where there is no such store.</summary>
internal sealed record DurabilityReport(IReadOnlyDictionary<string, string>? Redis, IReadOnlyDictionary<string, string>? Postgres);
