using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>Whether Postgres lets this replica in and takes writes from it.</summary>
/// <remarks>A look that is out of time is left alone, as every call is: to cancel it would block a thread.</remarks>
internal sealed class PostgresCheck(PostgresConnections connections, CallsLeftBehind leftBehind) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await leftBehind.WaitAsync(IsWritableAsync(), Timeout.InfiniteTimeSpan, cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("Postgres takes no writes at the moment.");
        }
        catch (Exception exception) when (PostgresFailure.IsOfCall(exception))
        {
            return HealthCheckResult.Unhealthy(PostgresFailure.Classify(exception, sent: false).Message, exception);
        }
    }

    private async Task<bool> IsWritableAsync()
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync(
            "SELECT current_setting('transaction_read_only') = 'off'", [], static row => row.GetBoolean(0), CancellationToken.None))[0];
    }
}
