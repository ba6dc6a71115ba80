using StackExchange.Redis;

namespace Aspire.Hosting.Redis;

/// <summary>Healthy when the server answers PING over a connection of its own; while it loads its data it does not.</summary>
internal sealed class RedisHealthCheck(RedisResource redis) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var options = ConfigurationOptions.Parse((await redis.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false))!);
        options.ConnectTimeout = (int)Limit.TotalMilliseconds;
        options.ClientName = "apphost";
        try
        {
            using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(Limit, cancellationToken).ConfigureAwait(false);
            await connection.GetDatabase().PingAsync().WaitAsync(Limit, cancellationToken).ConfigureAwait(false);
            // Disposing alone would wait a second for an answer that nobody needs.
            await connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"PING got no answer: {exception.Message}");
        }
    }
}
