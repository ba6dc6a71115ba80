using Npgsql;

namespace AspireStateless.Stores.Postgres;

/// <summary>Connections made for a question: without a pool, which would outlive the server.</summary>
public static class PostgresConnection
{
    /// <summary>A new connection, to be disposed.</summary>
    /// <param name="name">Tells it apart from those of replicas.</param>
    /// <param name="change">Other settings than the server's own.</param>
    public static async Task<NpgsqlConnection> OpenAsync(
        IResourceWithConnectionString server, string name, Action<NpgsqlConnectionStringBuilder>? change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        var settings = new NpgsqlConnectionStringBuilder(await server.ConnectionStringExpression.GetValueAsync(cancellationToken))
        {
            ApplicationName = name,
            Pooling = false,
        };
        change?.Invoke(settings);
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
