using AspireStateless.LoadTests.Load.NBomber;

namespace AspireStateless.LoadTests.Load.Hosts;

internal static partial class LoadHosts
{
    static partial void AddNBomber(ICollection<LoadHostKind> hosts) => hosts.Add(new("nbomber", job => new NBomberHost(job)));
}
