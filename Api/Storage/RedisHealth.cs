using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Api.Storage;

/// <summary>Healthy when Redis answers the client that requests use at this moment.</summary>
internal sealed class RedisHealth(RedisConnection connection) : IHealthCheck
{
    /// <summary>As the client's integration calls it.</summary>
    public const string Name = "StackExchange.Redis";

    /// <summary>A server that takes longer is not one to send work to.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (connection.Database is not { } database)
        {
            return new(context.Registration.FailureStatus, "The first connection is still being made.");
        }

        try
        {
            await database.PingAsync().WaitAsync(Limit, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (RedisFailure.IsOfStore(exception) || exception is ObjectDisposedException)
        {
            return new(context.Registration.FailureStatus, exception.Message);
        }
    }
}
