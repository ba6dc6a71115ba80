using AspireStateless.Api.Storage.Migrations;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly;

namespace AspireStateless.Api.Storage;

/// <summary>
/// The only way to Postgres: every call is one statement, and so one transaction, with a deadline; an outage fails fast instead of
/// piling up; and every failure says whether anything can have happened. Calls throw <see cref="StoreUnavailableException"/>.
/// </summary>
/// <remarks>
/// A call that is out of time is left alone, not cancelled: Npgsql blocks a thread while it asks a server that does not answer to
/// cancel. What is left behind is bounded by the pool, and ends with the outage or with the command time-out.
/// </remarks>
internal sealed class PostgresStore(NpgsqlDataSource dataSource, Schema schema, IOptions<StorageOptions> options)
{
    private readonly ResiliencePipeline _breaker = StoreBreaker.Create(PostgresFailure.IsOutage);
    private readonly TimeSpan _deadline = options.Value.Deadline;

    /// <summary>Runs a statement that answers with rows.</summary>
    /// <param name="sql">With <c>$1</c> to <c>$n</c> for its values: spans carry the text, so no value may stand in it.</param>
    /// <param name="values">Typed values, in order.</param>
    /// <param name="read">Makes an element of a row.</param>
    /// <param name="cancellationToken">The caller is gone: the wait ends, the statement may still run.</param>
    public Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, NpgsqlParameter[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        CallAsync(sql, values, command => ReadAsync(command, read), cancellationToken);

    /// <summary>Runs a statement that answers with a number of rows.</summary>
    /// <returns>Rows affected.</returns>
    public Task<int> ExecuteAsync(string sql, NpgsqlParameter[] values, CancellationToken cancellationToken) =>
        CallAsync(sql, values, static command => command.ExecuteNonQueryAsync(CancellationToken.None), cancellationToken);

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read)
    {
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var rows = new List<T>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private async Task<T> CallAsync<T>(
        string sql, NpgsqlParameter[] values, Func<NpgsqlCommand, Task<T>> run, CancellationToken cancellationToken)
    {
        schema.RequireReady();
        var gate = new SendGate();
        try
        {
            return await _breaker.ExecuteAsync(
                static (call, cancellationToken) => new ValueTask<T>(
                    call.store.SendAsync(call.gate, call.sql, call.values, call.run).WaitAsync(call.store._deadline, cancellationToken)),
                (store: this, gate, sql, values, run),
                cancellationToken);
        }
        catch (Exception exception) when (PostgresFailure.IsOfStore(exception))
        {
            throw PostgresFailure.Classify(exception, sent: !gate.TryClose());
        }
    }

    private async Task<T> SendAsync<T>(SendGate gate, string sql, NpgsqlParameter[] values, Func<NpgsqlCommand, Task<T>> run)
    {
        // Waits for the pool and for the server no longer than the connection string's Timeout.
        await using var connection = await dataSource.OpenConnectionAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values);
        return gate.TryPass() ? await run(command) : throw new TimeoutException("The caller had its answer before the statement was sent.");
    }
}
