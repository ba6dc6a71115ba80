using System.Globalization;
using AspireStateless.Stores.Postgres;
using Npgsql;

namespace AspireStateless.Chaos.Inspectors;

/// <summary>Asks a Postgres server, over a connection made for the question.</summary>
internal sealed class PostgresInspector(IResourceWithConnectionString postgres) : IStoreInspector
{
    public string Name => postgres.Name;

    public async Task<IReadOnlyList<string>> ConnectionsAsync(CancellationToken cancellationToken)
    {
        var rows = await AskAsync(
            """
            select application_name, '' from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> ''
            order by 1
            """,
            cancellationToken);
        return [.. rows.Select(row => row.Key).Where(name => name != StoreInspectors.OwnName)];
    }

    /// <summary>The settings that decide what survives a crash.</summary>
    public async Task<PostgresDurability> DurabilityAsync(CancellationToken cancellationToken)
    {
        var rows = await AskAsync(
            "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')",
            cancellationToken);
        var values = rows.ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);
        return new PostgresDurability(values["fsync"], values["full_page_writes"], values["synchronous_commit"]);
    }

    public async Task<string> DataFolderAsync(CancellationToken cancellationToken) =>
        (await AskAsync("select setting, '' from pg_settings where name = 'data_directory'", cancellationToken))[0].Key;

    /// <summary>Pids of the server's processes that serve other clients, and those clients' names.</summary>
    public async Task<IReadOnlyList<(int Pid, string Client)>> BackendsAsync(CancellationToken cancellationToken)
    {
        var rows = await AskAsync(
            """
            select pid::text, application_name from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid()
            order by pid
            """,
            cancellationToken);
        return [.. rows.Where(row => row.Value != StoreInspectors.OwnName)
            .Select(row => (int.Parse(row.Key, CultureInfo.InvariantCulture), row.Value))];
    }

    public async Task<long> RunAsync(IReadOnlyList<string> command, string? database, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken, database);
        await using var statement = new NpgsqlCommand(string.Join(' ', command), connection);
        try
        {
            return await statement.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException refusal)
        {
            throw StoreInspectors.Refused(this, refusal);
        }
    }

    /// <summary>A new connection, to be disposed.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken, string? database = null) =>
        PostgresConnection.OpenAsync(
            postgres, StoreInspectors.OwnName, change => change.Database = database ?? change.Database, cancellationToken);

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(string query, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<KeyValuePair<string, string>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }
}
