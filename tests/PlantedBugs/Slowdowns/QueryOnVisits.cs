using AspireStateless.Api.Storage.Postgres;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Slowdowns;

/// <summary>Asks Postgres something for each visit, which no visit needs.</summary>
internal sealed class QueryOnVisits(IVisits correct, PostgresStore postgres) : SlowVisits(correct)
{
    public static void Plant(IServiceCollection services) => services.Wrap<IVisits, QueryOnVisits>();

    protected override Task WasteAsync(PageName page, CancellationToken cancellationToken) =>
        postgres.QueryAsync("SELECT 1", [], static row => row.GetInt32(0), cancellationToken);
}
