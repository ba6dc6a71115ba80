namespace AspireStateless.Api.Storage.Postgres;

/// <summary>For what runs beside the requests and needs Postgres: goes on trying until it is there and has what is needed.</summary>
internal static class PostgresRetry
{
    /// <param name="work">What to do until it ends without a failure.</param>
    /// <param name="cancellationToken">Ends it, without an exception.</param>
    public static async Task UntilDoneAsync(
        Func<CancellationToken, Task> work,
        TimeSpan pause,
        TimeProvider time,
        Action<Exception>? failed,
        CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work(cancellationToken);
                return;
            }
            catch (Exception exception) // Whatever it is, a record that cannot be read for example: thrown on, it would end the process.
            {
                if (!cancellationToken.IsCancellationRequested)
                {
                    failed?.Invoke(exception);
                }
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
