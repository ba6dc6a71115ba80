using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>Whether Postgres lets this replica in and takes writes from it.</summary>
internal sealed class PostgresCheck(NpgsqlDataSource dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            var writable = await connection.QueryAsync(
                "SELECT current_setting('transaction_read_only') = 'off'", [], static row => row.GetBoolean(0), cancellationToken);
            return writable[0] ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Postgres takes no writes at the moment.");
        }
        catch (Exception exception) when (PostgresFailure.IsOfCall(exception))
        {
            return HealthCheckResult.Unhealthy(PostgresFailure.Classify(exception, sent: false).Message, exception);
        }
    }
}
