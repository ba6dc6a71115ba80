namespace AspireStateless.Api.Storage.Postgres;

/// <summary>For what runs beside the requests and needs Postgres: goes on trying until it is there.</summary>
internal static class PostgresRetry
{
    /// <param name="work">What to do until it ends without a failure of Postgres.</param>
    public static async Task UntilDoneAsync(
        Func<CancellationToken, Task> work,
        TimeSpan pause,
        TimeProvider time,
        Action<Exception>? failed,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work(cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException || PostgresFailure.IsOfCall(exception))
            {
                failed?.Invoke(exception);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
