using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage.Redis;

/// <summary>Whether Redis takes writes from this replica, which nearly every request needs.</summary>
internal sealed class RedisCheck(IConnectionMultiplexer redis) : IHealthCheck
{
    private static readonly RedisKey NoKey = "{health}:never-set";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Refused like any write, by Redis and by the library, and changes nothing: there is no such key.
            await redis.GetDatabase().StringSetAsync(NoKey, RedisValue.EmptyString, when: When.Exists).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (RedisFailure.IsOfStore(exception))
        {
            return HealthCheckResult.Unhealthy(RedisFailure.Classify(exception).Message, exception);
        }
    }
}
