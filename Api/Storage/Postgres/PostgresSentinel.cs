namespace AspireStateless.Api.Storage.Postgres;

/// <summary>
/// Notices at once that Postgres has gone, on a connection that does nothing else, and throws the pooled ones away. They are as dead, and
/// each would fail the first request after the return, however long after.
/// </summary>
internal sealed class PostgresSentinel(PostgresConnections connections, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PostgresRetry.UntilDoneAsync(WatchAsync, Pause, time, failed: null, stoppingToken);

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        try
        {
            while (true)
            {
                // Nobody notifies: this ends with the connection.
                await connection.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            connections.Clear();
        }
    }
}
