using Npgsql;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>Single statements on a connection; <c>$1</c> to <c>$n</c> stand for their values.</summary>
internal static class Statements
{
    /// <returns>Rows affected.</returns>
    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, string sql, NpgsqlParameter[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>What <paramref name="read"/> makes of each row.</returns>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this NpgsqlConnection connection,
        string sql,
        NpgsqlParameter[] values,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
