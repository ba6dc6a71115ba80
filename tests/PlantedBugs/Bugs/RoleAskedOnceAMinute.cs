using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Asks Redis once a minute what it is, the client library's own default: over a connection that was made while Redis was a replica no
/// command that writes is sent until then, logouts for one, however long Redis has been a master again.
/// </summary>
internal static class RoleAskedOnceAMinute
{
    private const int Seconds = 60;

    public static void Plant(IServiceCollection services) =>
        services.PostConfigureAll<ConfigurationOptions>(client => client.ConfigCheckSeconds = Seconds);
}
