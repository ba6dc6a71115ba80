using System.Globalization;

namespace AspireStateless.Stores.Programs;

/// <summary>The processes of this machine.</summary>
public static class ProcessTable
{
    /// <summary>All that there are, as /proc tells. Linux only.</summary>
    public static IEnumerable<int> Pids() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    /// <summary>The one that the orchestrator has started for an instance; null where it has none.</summary>
    public static int? PidOf(CustomResourceSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is int pid and > 0 ? pid : null;
    }
}
