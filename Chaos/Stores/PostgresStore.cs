using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace AspireStateless.Chaos.Stores;

/// <summary>Asks a Postgres server, over a connection made for the question.</summary>
internal sealed class PostgresStore(IResourceWithConnectionString postgres) : IStore
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
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row.Key).Where(name => name != StoreFacts.OwnName)];
    }

    public async Task<IReadOnlyDictionary<string, string>> DurabilityAsync(CancellationToken cancellationToken)
    {
        var rows = await AskAsync(
            "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')",
            cancellationToken).ConfigureAwait(false);
        return new SortedDictionary<string, string>(rows.ToDictionary(row => row.Key, row => row.Value), StringComparer.Ordinal);
    }

    public async Task<string> DataFolderAsync(CancellationToken cancellationToken) =>
        (await AskAsync("select setting, '' from pg_settings where name = 'data_directory'", cancellationToken).ConfigureAwait(false))[0].Key;

    /// <summary>Pids of the server's processes that serve other clients, and those clients' names.</summary>
    internal async Task<IReadOnlyList<(int Pid, string Client)>> BackendsAsync(CancellationToken cancellationToken)
    {
        var rows = await AskAsync(
            """
            select pid::text, application_name from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid()
            order by pid
            """,
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(row => row.Value != StoreFacts.OwnName).Select(row => (int.Parse(row.Key, CultureInfo.InvariantCulture), row.Value))];
    }

    /// <summary>A new connection, to be disposed.</summary>
    internal async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connectionString = await postgres.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = StoreFacts.OwnName, Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(string query, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<KeyValuePair<string, string>>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(new(reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }
}
