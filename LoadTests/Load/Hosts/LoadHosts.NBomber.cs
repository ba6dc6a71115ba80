using AspireStateless.LoadTests.Load.NBomber;

namespace AspireStateless.LoadTests.Load.Hosts;

internal static partial class LoadHosts
{
    static partial void AddNBomber(ICollection<ILoadHost> hosts) => hosts.Add(new NBomberHost());
}
