using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;
using StackExchange.Redis;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Makes a Redis the replica of a master that nobody is, and ends its clients' connections, as a failover does: who comes back is told
/// that it takes no writes. It keeps what it has, since it never hears of another master's data. The cure makes it a master again, and
/// tells no client.
/// </summary>
internal sealed class DemoteFault(InstanceFeed instances, StoreInspectors stores) : IFault
{
    // Where no Redis listens: the port is one of the few that only the system may take.
    private static readonly object[] Nobody = ["127.0.0.1", "1"];
    private const string Master = "master";

    public string Kind => FaultKinds.Demote;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var redis = stores.Of<RedisInspector>(target, Kind);
        var before = await StoreInspectors.RequireAsync(redis, token => redis.AskAsync(RoleAsync, token), cancellationToken);
        if (before != Master)
        {
            throw RefusedException.Conflict("wrong-state", $"'{target.Instance}' is a {before}; '{Kind}' needs a {Master}.");
        }

        try
        {
            var evidence = await StoreInspectors.RequireAsync(redis, token => redis.AskAsync(DemoteAsync, token), cancellationToken);
            return new Injection(evidence, async token => Cured.Now(instances.Get(target.Instance), new FaultEffect
            {
                // One that does not run is a master when it is started.
                Role = instances.Get(target.Instance).IsRunning
                    ? await StoreInspectors.RequireAsync(redis, limited => redis.AskAsync(PromoteAsync, limited), token)
                    : null,
            }));
        }
        catch (RefusedException)
        {
            await StoreInspectors.AskAsync(token => redis.AskAsync(PromoteAsync, token), CancellationToken.None);
            throw;
        }
    }

    private static async Task<DemoteEvidence> DemoteAsync(IServer server)
    {
        await server.ExecuteAsync("REPLICAOF", Nobody);
        var ended = await RedisInspector.EndClientsAsync(server);
        return new DemoteEvidence(Master, await RoleAsync(server), ended, MonotonicClock.Now);
    }

    // By the bare command: whatever the client library holds the server for, it sends it.
    private static async Task<string> PromoteAsync(IServer server)
    {
        await server.ExecuteAsync("REPLICAOF", "NO", "ONE");
        return await RoleAsync(server);
    }

    private static async Task<string> RoleAsync(IServer server) => (string)(await server.ExecuteAsync("ROLE"))[0]!;
}
