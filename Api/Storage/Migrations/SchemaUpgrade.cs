using AspireStateless.Api.Storage.Postgres;

namespace AspireStateless.Api.Storage.Migrations;

/// <summary>Brings the database to this code's version, once, however many replicas start on it at the same instant.</summary>
internal sealed class SchemaUpgrade(PostgresConnections connections, IEnumerable<IDatabaseSeed> seeds)
{
    // Any number that nothing else in the database uses: "stateless" on a telephone.
    private const long LockNumber = 782835377;

    private static readonly int CodeVersion = Migration.All[^1].Number;

    /// <summary>Applies what is missing and runs the seeds, all in one transaction and under one lock.</summary>
    /// <param name="cancellationToken">Stops waiting; what was not committed did not happen.</param>
    /// <returns>Null, or why this code must not work on the database.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Held to the end of the transaction, which a broken connection ends as well.
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({LockNumber})", [], cancellationToken);
        await connection.ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS migrations (
              number integer PRIMARY KEY,
              name text NOT NULL,
              tolerates integer NOT NULL,
              applied_at timestamptz NOT NULL DEFAULT now())
            """,
            [],
            cancellationToken);

        var (version, tolerates) = (await connection.QueryAsync(
            "SELECT coalesce(max(number), 0), coalesce(max(tolerates), 0) FROM migrations",
            [],
            row => (row.GetInt32(0), row.GetInt32(1)),
            cancellationToken))[0];
        if (tolerates > CodeVersion)
        {
            return $"The database is at version {version} and needs code of version {tolerates} or newer; "
                + $"this code has version {CodeVersion}.";
        }

        foreach (var migration in Migration.All.Where(migration => migration.Number > version))
        {
            await connection.ExecuteAsync(migration.Sql, [], cancellationToken);
            await connection.ExecuteAsync(
                "INSERT INTO migrations (number, name, tolerates) VALUES ($1, $2, $3)",
                [SqlValue.Integer(migration.Number), SqlValue.Text(migration.Name), SqlValue.Integer(migration.Tolerates)],
                cancellationToken);
        }

        foreach (var seed in seeds)
        {
            await seed.SeedAsync(connection, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
