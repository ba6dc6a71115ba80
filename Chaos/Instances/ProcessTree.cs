using System.Globalization;

namespace AspireStateless.Chaos.Instances;

/// <summary>A process and all that it started, as /proc tells; elsewhere the process alone.</summary>
internal static class ProcessTree
{
    private const int ParentField = 1;

    /// <summary>The process itself first.</summary>
    internal static IReadOnlyList<ProcessIdentity> Of(ProcessIdentity root)
    {
        var found = new List<ProcessIdentity> { root };
        if (!OperatingSystem.IsLinux())
        {
            return found;
        }

        var children = Pids().ToLookup(pid => ParentOf(pid) ?? 0);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i].Pid].Select(ProcessIdentity.Of).OfType<ProcessIdentity>());
        }

        return found;
    }

    private static IEnumerable<int> Pids() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    private static int? ParentOf(int pid) => ProcessIdentity.StatOf(pid) is { } fields
        ? int.Parse(fields[ParentField], CultureInfo.InvariantCulture)
        : null;
}
