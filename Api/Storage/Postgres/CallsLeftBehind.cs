namespace AspireStateless.Api.Storage.Postgres;

/// <summary>
/// Calls whose caller has gone on without them. Npgsql blocks a thread for each that has a connection and is out of its own time too, while
/// it asks a server that does not answer to cancel it: until they end, the pool has that many threads more, at once. By itself it would add
/// one or two a second.
/// </summary>
/// <remarks>Only then: as many threads at all times would cost a request several per cent of its processor time.</remarks>
internal sealed class CallsLeftBehind
{
    private readonly Lock _changing = new();
    private readonly int _least;
#pragma warning disable STATE002 // How many threads this process has for them; no answer depends on it.
    private int _calls;
#pragma warning restore STATE002

    public CallsLeftBehind() => ThreadPool.GetMinThreads(out _least, out _);

    /// <summary>Waits for a call, and leaves it behind when that takes too long.</summary>
    /// <exception cref="TimeoutException">It takes longer than the limit.</exception>
    public async Task<T> WaitAsync<T>(Task<T> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(limit, cancellationToken);
        }
        finally
        {
            if (!call.IsCompleted)
            {
                Change(1);
#pragma warning disable STATE011 // Of what is lost with this process, its threads.
                _ = call.ContinueWith(
                    _ => Change(-1), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
#pragma warning restore STATE011
            }
        }
    }

    private void Change(int by)
    {
        lock (_changing)
        {
            _calls += by;
            ThreadPool.GetMinThreads(out _, out var completions);
            ThreadPool.SetMinThreads(_least + Math.Min(_calls, PostgresConnections.Most), completions);
        }
    }
}
