using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Slowdowns;

/// <summary>Reads the count before it counts: a call of Redis more for each visit.</summary>
internal sealed class RedisOnVisits(IVisits correct) : SlowVisits(correct)
{
    public static void Plant(IServiceCollection services) => services.Wrap<IVisits, RedisOnVisits>();

    protected override Task WasteAsync(PageName page, CancellationToken cancellationToken) => Correct.ReadAsync(page, cancellationToken);
}
