using System.Data;
using Npgsql;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>
/// The only way to a connection, which is careful about how many are opened at a time: a server makes a process for each, one after the
/// other, also for those that were given up. One with too little time for all of them would never get to one that is still wanted.
/// </summary>
/// <remarks>
/// The limit starts at one, grows by one with each that was opened, and falls back to one with each that was not, as TCP's window did after
/// a loss (V. Jacobson, "Congestion Avoidance and Control", 1988). For a connection that lies in the pool nobody waits.
/// </remarks>
internal sealed class PostgresConnections(NpgsqlDataSource dataSource)
{
    /// <summary>Connections of a replica: six replicas fit into the hundred that a server takes unless told otherwise.</summary>
    public const int Most = 16;

    /// <summary>How long one may wait for its turn. A call has given up before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
#pragma warning disable STATE002 // How this process opens connections: an answer comes sooner or later for it, and is the same.
    private readonly Queue<TaskCompletionSource<Turn>> _waiting = new();
    private int _limit = 1;
    private int _opening;

    // Those that came back and were not taken again; Npgsql does not tell. Where it has closed some, as many are opened without a limit.
    private int _idle;
    private int _clears;
#pragma warning restore STATE002

    private enum Turn
    {
        ToTake,
        ToOpen,
    }

    /// <summary>Takes a connection of the pool, or opens one.</summary>
    /// <exception cref="TimeoutException">Others were being opened all the time.</exception>
    /// <exception cref="NpgsqlException">None could be opened, or all were in use for as long as the connection string waits.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var turn = await WaitAsync(cancellationToken);
        try
        {
            // Before it is opened: one that a clearing met on its way does not come back to the pool.
            var clears = _clears;
            var opening = dataSource.OpenConnectionAsync(cancellationToken);
            // One that lay in the pool is there at once, and tells nothing about how fast the server makes them.
            var isNew = !opening.IsCompletedSuccessfully;
            var connection = await opening;
            Succeed(turn, isNew);
            connection.StateChange += (_, change) => OnChange(connection, change, clears);
            return connection;
        }
        catch
        {
            Fail(turn);
            throw;
        }
    }

    /// <summary>Throws those of the pool away: at once, or when they come back.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _clears++;
            _idle = 0;
        }

        dataSource.Clear();
    }

    private async ValueTask<Turn> WaitAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<Turn> waiting;
        lock (_lock)
        {
            // Whoever waits has been offered what there was.
            if (Next() is { } turn)
            {
                return turn;
            }

            waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting);
        }

        try
        {
            return await waiting.Task.WaitAsync(Patience, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            if (!waiting.TrySetCanceled(CancellationToken.None))
            {
                // It came at the last moment.
                return await waiting.Task;
            }

            throw exception is TimeoutException ? new TimeoutException("Other connections were being opened.", exception) : exception;
        }
    }

    private void Succeed(Turn turn, bool isNew)
    {
        lock (_lock)
        {
            _opening -= turn == Turn.ToOpen ? 1 : 0;
            _limit += isNew && _limit < Most ? 1 : 0;
            LetGo();
        }
    }

    private void Fail(Turn turn)
    {
        lock (_lock)
        {
            _opening -= turn == Turn.ToOpen ? 1 : 0;
            _limit = 1;
            _idle = 0;
            LetGo();
        }
    }

    private void OnChange(NpgsqlConnection connection, StateChangeEventArgs change, int clears)
    {
        if (change.CurrentState != ConnectionState.Closed || connection.FullState == ConnectionState.Broken)
        {
            return;
        }

        lock (_lock)
        {
            _idle += clears == _clears ? 1 : 0;
            LetGo();
        }
    }

    private Turn? Next()
    {
        if (_idle > 0)
        {
            _idle--;
            return Turn.ToTake;
        }

        if (_opening < _limit)
        {
            _opening++;
            return Turn.ToOpen;
        }

        return null;
    }

    private void LetGo()
    {
        while (_waiting.TryPeek(out var first))
        {
            if (!first.Task.IsCompleted)
            {
                if (Next() is not { } turn)
                {
                    return;
                }

                if (!first.TrySetResult(turn))
                {
                    // Given up in this instant.
                    _idle += turn == Turn.ToTake ? 1 : 0;
                    _opening -= turn == Turn.ToOpen ? 1 : 0;
                }
            }

            _waiting.Dequeue();
        }
    }
}
