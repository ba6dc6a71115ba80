using AspireStateless.Chaos.Inspectors;
using AspireStateless.Chaos.Processes;
using Npgsql;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// The rules by which a Postgres lets clients in (<c>pg_hba.conf</c>): those of all databases but the server's own are told off. The server
/// keeps in memory what it has read of the file, and the file is put back as soon as it has: neither a server that is killed nor an AppHost
/// that ends leaves a store that nobody gets into, as a changed password would. The way back is the server's own database.
/// </summary>
internal sealed class PostgresDoor(PostgresInspector postgres) : IStoreDoor
{
    private const string Reload = "select pg_reload_conf()";
    private const string Mark = "# put here by a fault";

    public async Task<RefuseEvidence> CloseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenAsync(cancellationToken);
        var databases = await DatabasesAsync(connection, cancellationToken);
        var rules = await RulesAsync(connection, cancellationToken);
        var refusal = string.Concat(databases.Select(name => $"host \"{name}\" all all reject {Mark}\n"));
        string? code = null;
        try
        {
            await WriteAsync(connection, refusal + rules, cancellationToken);
            await AskAsync(connection, Reload, cancellationToken);
            await Polling.RequireAsync(
                async () => (code = await RefusalAsync(databases[0], cancellationToken)) is not null,
                $"'{postgres.Name}' still takes its clients' credentials", cancellationToken);
        }
        finally
        {
            await WriteAsync(connection, rules, CancellationToken.None);
        }

        var ended = await EndClientsAsync(connection, databases, cancellationToken);
        await Polling.RequireAsync(
            async () => await EndClientsAsync(connection, databases, cancellationToken) == 0,
            $"Clients of '{postgres.Name}' are still connected", cancellationToken);
        return new RefuseEvidence(ended, code!, MonotonicClock.Now);
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenAsync(cancellationToken);
        // Also where the connection broke before they were put back.
        await WriteAsync(connection, await RulesAsync(connection, cancellationToken), cancellationToken);
        await AskAsync(connection, Reload, cancellationToken);
        foreach (var database in await DatabasesAsync(connection, cancellationToken))
        {
            await Polling.RequireAsync(
                async () => await RefusalAsync(database, cancellationToken) is null,
                $"'{postgres.Name}' still refuses its clients' credentials", cancellationToken);
        }
    }

    private async Task<string?> RefusalAsync(string database, CancellationToken cancellationToken)
    {
        try
        {
            await using var probe = await postgres.OpenAsync(cancellationToken, database);
            return null;
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("28", StringComparison.Ordinal))
        {
            return refused.SqlState;
        }
    }

    private async Task<string[]> DatabasesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = (string[])(await AskAsync(
            connection,
            "select array(select datname::text from pg_database where datallowconn and not datistemplate"
                + " and datname <> current_database() order by oid)",
            cancellationToken))!;
        return names.Length > 0
            ? names
            : throw RefusedException.Conflict("wrong-state", $"'{postgres.Name}' has no database of a client.");
    }

    private static async Task<int> EndClientsAsync(NpgsqlConnection connection, string[] databases, CancellationToken cancellationToken) =>
        (int)(long)(await AskAsync(
            connection,
            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                + " where datname = any($1) and backend_type = 'client backend'",
            cancellationToken,
            databases))!;

    /// <summary>The file without what a fault has put there.</summary>
    private static async Task<string> RulesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var file = (string)(await AskAsync(connection, "select pg_read_file(current_setting('hba_file'))", cancellationToken))!;
        return string.Join('\n', file.Split('\n').Where(line => !line.EndsWith(Mark, StringComparison.Ordinal)));
    }

    // By the server itself, on whatever machine it is. A large object is the only thing that it writes as it is, and this one never comes
    // to be.
    private static async Task WriteAsync(NpgsqlConnection connection, string rules, CancellationToken cancellationToken)
    {
        await using var undone = await connection.BeginTransactionAsync(cancellationToken);
        var copy = (uint)(await AskAsync(connection, "select lo_from_bytea(0, convert_to($1, 'UTF8'))", cancellationToken, rules))!;
        await AskAsync(connection, $"select lo_export({copy}, current_setting('hba_file'))", cancellationToken);
    }

    private static async Task<object?> AskAsync(
        NpgsqlConnection connection, string query, CancellationToken cancellationToken, object? argument = null)
    {
        await using var command = new NpgsqlCommand(query, connection);
        if (argument is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        }

        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
