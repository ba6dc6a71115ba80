using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// A store refuses the credentials that its clients have, and cuts off those that are in, as after a password was changed.
/// </summary>
internal sealed class RefuseFault(InstanceFeed instances, StoreInspectors stores) : IFault
{
    public string Kind => FaultKinds.Refuse;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var store = stores.Of<IStoreInspector>(target, Kind);
        IStoreDoor door = store is RedisInspector redis
            ? new RedisDoor(redis)
            : new PostgresDoor(stores.Of<PostgresInspector>(target, Kind));
        try
        {
            var evidence = await AnsweredAsync(store, () => door.CloseAsync(cancellationToken));
            return new Injection(evidence, async token =>
            {
                // Another life of the store, or none, has nothing of it.
                var now = instances.Get(target.Instance);
                if (now.IsRunning && !now.IsLaterGenerationThan(target))
                {
                    await AnsweredAsync(store, () => OpenAsync(door, token));
                }

                return Cured.Now(instances.Get(target.Instance));
            });
        }
        catch (RefusedException)
        {
            await StoreInspectors.AskAsync(token => OpenAsync(door, token), CancellationToken.None);
            throw;
        }
    }

    private static async Task<IStoreDoor> OpenAsync(IStoreDoor door, CancellationToken cancellationToken)
    {
        await door.OpenAsync(cancellationToken);
        return door;
    }

    private static async Task<T> AnsweredAsync<T>(IStoreInspector store, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception exception) when (StoreInspectors.IsAway(exception))
        {
            throw RefusedException.Unavailable("store-unavailable", $"'{store.Name}' does not answer: {exception.Message}");
        }
    }
}
