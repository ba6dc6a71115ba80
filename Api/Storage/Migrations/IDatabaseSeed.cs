using Npgsql;

namespace AspireStateless.Api.Storage.Migrations;

/// <summary>Rows that have to be there before the first request. Seeds of replicas that start at once run one after the other.</summary>
internal interface IDatabaseSeed
{
    /// <summary>Adds what is missing, in the transaction of the schema's upgrade; it may be rolled back and run again.</summary>
    Task SeedAsync(NpgsqlConnection connection, CancellationToken cancellationToken);
}
