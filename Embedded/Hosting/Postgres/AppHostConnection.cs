namespace Aspire.Hosting.Postgres;

/// <summary>How the host itself connects: by a name that tells it apart from replicas, and without a pool that would outlive the server.</summary>
internal static class AppHostConnection
{
    internal static async Task<NpgsqlConnection> OpenAsync(
        ReferenceExpression server, int limitSeconds, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(await server.GetValueAsync(cancellationToken).ConfigureAwait(false))
        {
            ApplicationName = "apphost",
            Pooling = false,
            Timeout = limitSeconds,
            CommandTimeout = limitSeconds,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }
}
