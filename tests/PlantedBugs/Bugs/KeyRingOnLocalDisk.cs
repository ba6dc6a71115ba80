using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Keeps the key ring in the home folder, Data Protection's own default: right for replicas that share a home, wrong on two machines, in
/// two containers, and after a replacement with an empty disk.
/// </summary>
internal static class KeyRingOnLocalDisk
{
    public static void Plant(IServiceCollection services)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        var folder = new DirectoryInfo(Path.Combine(home, ".aspnet", "DataProtection-Keys"));
        services.Replace(ServiceDescriptor.Singleton(_ => DataProtectionProvider.Create(folder)));
    }
}
