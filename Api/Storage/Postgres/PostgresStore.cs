using System.Diagnostics;
using AspireStateless.Api.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>
/// The only way to Postgres: every call is one statement, and so one transaction, with a deadline; an outage fails fast instead of
/// piling up; and every failure says whether anything can have happened. Calls throw <see cref="StoreUnavailableException"/>.
/// </summary>
/// <remarks>
/// A call that is out of time is left alone, not cancelled: Npgsql blocks a thread while it asks a server that does not answer to
/// cancel. What is left behind is bounded by the pool, and ends with the outage or with the command time-out.
/// </remarks>
internal sealed class PostgresStore(
    PostgresConnections connections, CallsLeftBehind leftBehind, Schema schema, IOptions<StorageOptions> options, ActivitySource source,
    ApiMeter meter, TimeProvider time, ILogger<PostgresStore> logger)
{
    private const string Name = "postgresql";

    private readonly ResiliencePipeline _breaker = StoreBreaker.Create(PostgresFailure.IsOutage, Name, meter, logger);
    private readonly StoreSpans _spans = new(source, Name);
    private readonly CallsLeftBehind _leftBehind = leftBehind;
    private readonly TimeSpan _deadline = options.Value.Deadline;

    /// <summary>Runs a statement that answers with rows.</summary>
    /// <param name="sql">With <c>$1</c> to <c>$n</c> for its values: spans carry the text, so no value may stand in it.</param>
    /// <param name="cancellationToken">The caller is gone: the wait ends, the statement may still run.</param>
    public Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, NpgsqlParameter[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        QueryAsync(sql, values, read, _deadline, cancellationToken);

    /// <summary>The same, for callers who have less time left than a whole deadline.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, NpgsqlParameter[] values, Func<NpgsqlDataReader, T> read, TimeSpan limit, CancellationToken cancellationToken) =>
        CallAsync(connection => connection.QueryAsync(sql, values, read, CancellationToken.None), limit, cancellationToken);

    /// <summary>Runs a statement that answers with a number of rows.</summary>
    /// <returns>Rows affected.</returns>
    public Task<int> ExecuteAsync(string sql, NpgsqlParameter[] values, CancellationToken cancellationToken) =>
        CallAsync(connection => connection.ExecuteAsync(sql, values, CancellationToken.None), _deadline, cancellationToken);

    /// <summary>Lets concurrent calls of one kind share statements.</summary>
    /// <param name="operation">What they do, for the spans.</param>
    /// <param name="send">Runs one statement, within the limit, that does what each item says; answers in the order of the items.</param>
    /// <param name="items">Calls that share a statement at most.</param>
    /// <param name="statements">Statements of this kind at one time at most.</param>
    public StoreBatcher<TItem, TAnswer> Batch<TItem, TAnswer>(
        string operation, BatchSender<TItem, TAnswer> send, int items, int statements) =>
        new(_spans, operation, new(send, new(items, statements, _deadline), time));

    private async Task<T> CallAsync<T>(Func<NpgsqlConnection, Task<T>> run, TimeSpan limit, CancellationToken cancellationToken)
    {
        schema.RequireReady();
        var gate = new SendGate();
        try
        {
            return await _breaker.ExecuteAsync(
                static (call, cancellationToken) => new ValueTask<T>(
                    call.store._leftBehind.WaitAsync(
                        call.store.SendAsync(call.gate, call.run), call.limit, cancellationToken)),
                (store: this, gate, run, limit),
                cancellationToken);
        }
        catch (Exception exception) when (PostgresFailure.IsOfStore(exception))
        {
            throw PostgresFailure.Classify(exception, sent: !gate.TryClose());
        }
    }

    private async Task<T> SendAsync<T>(SendGate gate, Func<NpgsqlConnection, Task<T>> run)
    {
        // Waits for the pool and for the server no longer than the connection string's Timeout.
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        return gate.TryPass()
            ? await run(connection)
            : throw new TimeoutException("The caller had its answer before the statement was sent.");
    }
}
