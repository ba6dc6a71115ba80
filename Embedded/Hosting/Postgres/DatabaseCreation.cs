namespace Aspire.Hosting.Postgres;

/// <summary>Makes a server's databases that are not there. A failure is logged, and the database stays unhealthy; as in Aspire.</summary>
internal sealed class DatabaseCreation(PostgresServerResource server, IEnumerable<IResource> resources, IServiceProvider services)
{
    private const int LimitSeconds = 30;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(server);
        var postgres = ReferenceExpression.Create($"{server.ConnectionStringExpression};Database=postgres");
        foreach (var database in resources.OfType<PostgresDatabaseResource>().Where(database => database.Parent == server))
        {
            try
            {
                await using var connection = await AppHostConnection.OpenAsync(postgres, LimitSeconds, cancellationToken).ConfigureAwait(false);
                await using var command = new NpgsqlCommand($"CREATE DATABASE {QuotedIdentifier(database.DatabaseName)}", connection);
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
            {
                // It is there, with its data.
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                logger.LogError("Database '{Database}' cannot be made: {Message}", database.DatabaseName, exception.Message);
            }
        }
    }

    private static string QuotedIdentifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
