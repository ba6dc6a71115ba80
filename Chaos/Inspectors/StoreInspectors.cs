using System.Data.Common;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Answers;
using AspireStateless.Chaos.Instances;
using AspireStateless.Control;
using AspireStateless.Stores.Kinds;
using StackExchange.Redis;

namespace AspireStateless.Chaos.Inspectors;

/// <summary>What the live stores say of themselves, without trust in how they were started.</summary>
internal sealed class StoreInspectors(DistributedApplicationModel model, InstanceFeed instances)
{
    /// <summary>Name of the connections that questions are asked over.</summary>
    public const string OwnName = "chaos-control";

    private readonly List<RedisInspector> _redis = [.. Of(model, StoreEngine.Redis).Select(resource => new RedisInspector(resource))];
    private readonly List<PostgresInspector> _postgres =
        [.. Of(model, StoreEngine.Postgres).Select(resource => new PostgresInspector(resource))];

    /// <summary>A store that has not answered by then is away.</summary>
    public static TimeSpan AnswerLimit { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The Redis that an instance is.</summary>
    /// <exception cref="RefusedException">It is another thing.</exception>
    public RedisInspector Redis(TrackedInstance target, string kind) =>
        _redis.Find(store => store.Name == target.Resource) ?? throw Unsuitable(target, kind, "a Redis");

    /// <summary>The Postgres server that an instance is.</summary>
    /// <exception cref="RefusedException">It is another thing.</exception>
    public PostgresInspector Postgres(TrackedInstance target, string kind) =>
        _postgres.Find(store => store.Name == target.Resource) ?? throw Unsuitable(target, kind, "a Postgres server");

    /// <summary>The store that an instance is.</summary>
    /// <exception cref="RefusedException">It is another thing.</exception>
    public IStoreInspector Store(TrackedInstance target, string kind) =>
        _redis.Concat<IStoreInspector>(_postgres).FirstOrDefault(store => store.Name == target.Resource) ?? throw Unsuitable(target, kind, "a store");

    /// <summary>Who is connected to each store.</summary>
    public async Task<IReadOnlyList<TopologyStore>> ConnectionsAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_redis.Concat<IStoreInspector>(_postgres).Select(store => ConnectionsAsync(store, cancellationToken)));

    /// <summary>The settings of the first store of each kind that decide what survives.</summary>
    /// <exception cref="RefusedException">A store is away.</exception>
    public async Task<DurabilitySettings> DurabilityAsync(CancellationToken cancellationToken) => new(
        _redis is [var redis, ..] ? await RequireAsync(redis, redis.DurabilityAsync, cancellationToken) : null,
        _postgres is [var postgres, ..] ? await RequireAsync(postgres, postgres.DurabilityAsync, cancellationToken) : null);

    /// <summary>Asks a store, within <see cref="AnswerLimit"/>; null where it is away.</summary>
    public static async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerLimit);
        try
        {
            // Not every client heeds the token: a store that is paused would hold us for ever.
            return await question(deadline.Token).WaitAsync(deadline.Token);
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
    public static async Task<T> RequireAsync<T>(IStoreInspector store, Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
        where T : class => await AskAsync(question, cancellationToken)
            ?? throw RefusedException.Unavailable("store-unavailable", $"'{store.Name}' does not answer.");

    private static IEnumerable<IResourceWithConnectionString> Of(DistributedApplicationModel model, StoreEngine engine) =>
        model.Resources.Where(resource => StoreAnnotation.Of(resource)?.Engine == engine).OfType<IResourceWithConnectionString>();

    private static RefusedException Unsuitable(TrackedInstance target, string kind, string wanted) =>
        RefusedException.BadRequest("unsuitable-target", $"'{kind}' needs {wanted}, and '{target.Instance}' is none.");

    private async Task<TopologyStore> ConnectionsAsync(IStoreInspector store, CancellationToken cancellationToken)
    {
        var instance = instances.All.FirstOrDefault(candidate => candidate.Resource == store.Name)?.Instance;
        var names = await AskAsync(store.ConnectionsAsync, cancellationToken);
        return new TopologyStore(store.Name, instance, names ?? [], Reachable: names is not null);
    }
}
