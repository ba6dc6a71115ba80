using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Processes;

/// <summary>A process and all that it started, as /proc tells; elsewhere the process alone.</summary>
internal static class ProcessTree
{
    /// <summary>The process itself first.</summary>
    public static IReadOnlyList<ProcessIdentity> Of(ProcessIdentity root)
    {
        var found = new List<ProcessIdentity> { root };
        var children = Children();
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i].Pid].Select(ProcessIdentity.Of).OfType<ProcessIdentity>());
        }

        return found;
    }

    /// <summary>What it started itself; nothing where that is not known.</summary>
    public static IEnumerable<ProcessIdentity> ChildrenOf(ProcessIdentity process) =>
        Children()[process.Pid].Select(ProcessIdentity.Of).OfType<ProcessIdentity>();

    private static ILookup<int, int> Children() =>
        (OperatingSystem.IsLinux() ? ProcessTable.Pids() : []).ToLookup(pid => ProcessStat.Of(pid)?.Parent ?? 0);
}
