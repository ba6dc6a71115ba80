using Npgsql;

namespace Aspire.Hosting.Postgres;

/// <summary>How the host itself connects: by a name that tells it apart from replicas, and without a pool that would outlive the server.</summary>
internal static class AppHostConnection
{
    internal static async Task<string> StringAsync(ReferenceExpression connectionString, int limitSeconds, CancellationToken cancellationToken) =>
        new NpgsqlConnectionStringBuilder(await connectionString.GetValueAsync(cancellationToken).ConfigureAwait(false))
        {
            ApplicationName = "apphost",
            Pooling = false,
            Timeout = limitSeconds,
            CommandTimeout = limitSeconds,
        }.ConnectionString;
}
