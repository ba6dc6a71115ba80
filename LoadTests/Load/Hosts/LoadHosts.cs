using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Load.Hosts;

/// <summary>The load hosts that this build has.</summary>
internal static partial class LoadHosts
{
    /// <param name="name">In upper or lower case.</param>
    /// <exception cref="BadInputException">There is none of this name.</exception>
    public static ILoadHost Find(string name)
    {
        var hosts = new List<ILoadHost>();
        AddNBomber(hosts);
        return hosts.Find(host => host.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new BadInputException(
            $"This build has no load host '{name}'.",
            hosts.Count == 0
                ? "Leave out --host, or build with -p:WithNBomber=true, which has 'nbomber'."
                : $"Leave out --host, or choose one of: {string.Join(", ", hosts.Select(host => host.Name))}.");
    }

    /// <summary>Implemented where the build has NBomber's packages.</summary>
    static partial void AddNBomber(ICollection<ILoadHost> hosts);
}
