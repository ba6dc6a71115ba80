using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Lets liveness ask the stores, as a check does that is added once for both: an outage of Redis restarts every replica.</summary>
internal static class AliveAsksStores
{
    public static void Plant(IServiceCollection services) => services.Configure<HealthCheckServiceOptions>(health =>
    {
        foreach (var check in health.Registrations.Where(check => check.Name is "redis" or "postgres"))
        {
            check.Tags.Add("live");
        }
    });
}
