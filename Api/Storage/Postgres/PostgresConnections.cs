using Npgsql;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>
/// The only way to a connection, which is careful about how many are opened at a time: a server makes a process for each, one after the
/// other, also for those that were given up. One with too little time for all of them would never get to one that is still wanted.
/// </summary>
/// <remarks>
/// The limit starts at one, grows by one with each that was opened, and falls back to one with each that was not, as TCP's window did after
/// a loss (V. Jacobson, "Congestion Avoidance and Control", 1988).
/// </remarks>
internal sealed class PostgresConnections(NpgsqlDataSource dataSource) : IDisposable
{
    /// <summary>Connections of a replica: six replicas fit into the hundred that a server takes unless told otherwise.</summary>
    public const int Most = 16;

    /// <summary>How long one may wait for its turn. A call has given up before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turns = new(1);
    private readonly Lock _changing = new();
#pragma warning disable STATE002 // How many connections this process opens at a time: the next answer comes sooner or later for it.
    private int _limit = 1;

    // Turns that a lower limit has yet to take back from those that have them.
    private int _excess;
#pragma warning restore STATE002

    /// <summary>Takes a connection of the pool, or opens one.</summary>
    /// <exception cref="TimeoutException">Others were being opened all the time.</exception>
    /// <exception cref="NpgsqlException">None could be opened, or all were in use for longer than the connection string's Timeout.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (!await _turns.WaitAsync(Patience, cancellationToken))
        {
            throw new TimeoutException("Other connections were being opened.");
        }

        try
        {
            var opening = dataSource.OpenConnectionAsync(cancellationToken);
            // One that lay in the pool is there at once, and tells nothing about how fast the server makes them.
            return opening.IsCompletedSuccessfully ? await opening : await WatchAsync(opening);
        }
        finally
        {
            lock (_changing)
            {
                GiveBack();
            }
        }
    }

    /// <summary>Throws those of the pool away: at once, or when they come back.</summary>
    public void Clear() => dataSource.Clear();

    public void Dispose() => _turns.Dispose();

    private async ValueTask<NpgsqlConnection> WatchAsync(ValueTask<NpgsqlConnection> opening)
    {
        try
        {
            var connection = await opening;
            Widen();
            return connection;
        }
        catch
        {
            Narrow();
            throw;
        }
    }

    private void Widen()
    {
        lock (_changing)
        {
            if (_limit < Most)
            {
                _limit++;
                GiveBack();
            }
        }
    }

    private void Narrow()
    {
        lock (_changing)
        {
            _excess += _limit - 1;
            _limit = 1;
            while (_excess > 0 && _turns.Wait(0))
            {
                _excess--;
            }
        }
    }

    private void GiveBack()
    {
        if (_excess > 0)
        {
            _excess--;
        }
        else
        {
            _turns.Release();
        }
    }
}
