using System.Data.Common;
using System.Net.Sockets;
using AspireStateless.Chaos.Instances;
using AspireStateless.Stores.Kinds;
using StackExchange.Redis;

namespace AspireStateless.Chaos.Inspectors;

/// <summary>What the live stores say of themselves, without trust in how they were started.</summary>
internal sealed class StoreInspectors(DistributedApplicationModel model, InstanceFeed instances)
{
    /// <summary>Name of the connections that questions are asked over.</summary>
    public const string OwnName = "chaos-control";

    private readonly List<IStoreInspector> _stores =
        [.. model.Resources.Select(Of).OfType<IStoreInspector>().OrderBy(store => store is PostgresInspector)];

    /// <summary>A store that has not answered by then is away.</summary>
    public static TimeSpan AnswerLimit { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The store that an instance is.</summary>
    /// <typeparam name="T">Which it has to be.</typeparam>
    /// <exception cref="RefusedException">It is another thing.</exception>
    public T Of<T>(TrackedInstance target, string kind) where T : class, IStoreInspector =>
        _stores.Find(store => store.Name == target.Resource) as T ?? throw RefusedException.BadRequest(
            "unsuitable-target", $"'{kind}' needs {WhatIs(typeof(T))}, and '{target.Instance}' is none.");

    /// <summary>Who is connected to each store.</summary>
    public async Task<IReadOnlyList<TopologyStore>> ConnectionsAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_stores.Select(store => ConnectionsAsync(store, cancellationToken)));

    /// <summary>The settings of the first store of each kind that decide what survives.</summary>
    /// <exception cref="RefusedException">A store is away.</exception>
    public async Task<DurabilitySettings> DurabilityAsync(CancellationToken cancellationToken) => new(
        _stores.OfType<RedisInspector>().FirstOrDefault() is { } redis
            ? await RequireAsync(redis, redis.DurabilityAsync, cancellationToken)
            : null,
        _stores.OfType<PostgresInspector>().FirstOrDefault() is { } postgres
            ? await RequireAsync(postgres, postgres.DurabilityAsync, cancellationToken)
            : null);

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
            IsAway(exception) || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Whether a failure says that a store is away.</summary>
    public static bool IsAway(Exception exception) => exception is RedisException or DbException or SocketException or TimeoutException;

    /// <summary>A store does not take what it was told to run.</summary>
    public static RefusedException Refused(IStoreInspector store, Exception refusal) =>
        RefusedException.BadRequest("invalid-parameter", $"'{store.Name}' refuses what it was told to run: {refusal.Message}");

    /// <summary>Asks a store that has to answer.</summary>
    /// <exception cref="RefusedException">It is away.</exception>
    public static async Task<T> RequireAsync<T>(
        IStoreInspector store, Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken) where T : class =>
        await AskAsync(question, cancellationToken)
            ?? throw RefusedException.Unavailable("store-unavailable", $"'{store.Name}' does not answer.");

    private static IStoreInspector? Of(IResource resource) => (resource, StoreAnnotation.Of(resource)?.Engine) switch
    {
        (IResourceWithConnectionString redis, StoreEngine.Redis) => new RedisInspector(redis),
        (IResourceWithConnectionString postgres, StoreEngine.Postgres) => new PostgresInspector(postgres),
        _ => null,
    };

    private static string WhatIs(Type store) =>
        store == typeof(RedisInspector) ? "a Redis" : store == typeof(PostgresInspector) ? "a Postgres server" : "a store";

    private async Task<TopologyStore> ConnectionsAsync(IStoreInspector store, CancellationToken cancellationToken)
    {
        var instance = instances.All.FirstOrDefault(candidate => candidate.Resource == store.Name)?.Instance;
        var names = await AskAsync(store.ConnectionsAsync, cancellationToken);
        return new TopologyStore(store.Name, instance, names ?? [], Reachable: names is not null);
    }
}
