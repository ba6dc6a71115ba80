using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Protects tokens with a key that the process makes for itself: no other replica, and no later life of this one, can read them.
/// </summary>
internal static class PerProcessSigningKey
{
    public static void Plant(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()));
}
