using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Stores;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Empties the cache of products, and nothing else that Redis holds. Notes on writes that are under way share the cache's keys and are kept:
/// they are no cached values, and Redis is told to evict nothing. Over at once; there is nothing to cure.
/// </summary>
internal sealed class FlushProductsFault(InstanceFeed instances, StoreFacts stores) : IFault
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

    public string Kind => "flush-products";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var redis = stores.Redis(target, Kind);
        var removed = await StoreFacts.RequireAsync(redis, token => redis.RunOnKeysAsync(Pattern, Script, token), cancellationToken)
            .ConfigureAwait(false);
        var evidence = new FlushEvidence(removed.Count(fields => fields > 0), removed.Sum(), MonotonicClock.Nanoseconds);
        return new Injection(evidence, _ => Task.FromResult(CureEvidence.Now(instances.Get(target.Instance))));
    }
}

/// <summary>Evidence that a cache was emptied.</summary>
/// <param name="Keys">How many keys lost something.</param>
/// <param name="Fields">How many fields they lost.</param>
/// <param name="At">When they had, <see cref="MonotonicClock"/>.</param>
internal sealed record FlushEvidence(int Keys, long Fields, long At);
