using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Empties the cache of products, and nothing else that Redis holds. Notes on writes that are under way share the cache's keys and are
/// kept: they are no cached values, and Redis is told to evict nothing. Over at once; there is nothing to cure.
/// </summary>
internal sealed class FlushProductsFault(InstanceFeed instances, StoreInspectors stores) : IFault
{
    // As the service's Catalog names and builds them.
    private const string Pattern = "{p:*}:cache";
    private const string Script =
        """
        local removed = 0
        for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
          if string.sub(field, 1, 2) ~= 'w:' then removed = removed + redis.call('HDEL', KEYS[1], field) end
        end
        return removed
        """;

    public string Kind => FaultKinds.FlushProducts;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var redis = stores.Of<RedisInspector>(target, Kind);
        var removed = await StoreInspectors.RequireAsync(redis, token => redis.RunOnKeysAsync(Pattern, Script, token), cancellationToken);
        var evidence = new FlushEvidence(removed.Count(fields => fields > 0), removed.Sum(), MonotonicClock.Now);
        return new Injection(evidence, _ => Task.FromResult(Cured.Now(instances.Get(target.Instance))));
    }
}
