using AspireStateless.Api.Storage.Migrations;
using Npgsql;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Fills the shelves of the demonstration at every start instead of the first: a replica that starts gives back the stock that was sold.
/// </summary>
internal sealed class SeedOnStart : IDatabaseSeed
{
    public static void Plant(IServiceCollection services) => services.AddSingleton<IDatabaseSeed, SeedOnStart>();

    public async Task SeedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("UPDATE products SET stock = initial_stock", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
