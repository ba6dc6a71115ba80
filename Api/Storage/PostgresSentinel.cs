using Npgsql;

namespace AspireStateless.Api.Storage;

/// <summary>
/// Notices at once that Postgres has gone, on a connection that does nothing else, and throws the pooled ones away. They are as dead, and
/// each would fail the first request after the return, however long after.
/// </summary>
internal sealed class PostgresSentinel(NpgsqlDataSource dataSource, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(stoppingToken);
                // Nobody notifies: this ends with the connection.
                await connection.WaitAsync(stoppingToken);
            }
            catch (Exception exception) when (PostgresFailure.IsOfCall(exception))
            {
                dataSource.Clear();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
