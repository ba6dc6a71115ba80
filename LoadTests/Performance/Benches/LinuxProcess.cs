namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>What /proc tells of processes of this machine; nothing of one that has ended meanwhile.</summary>
internal static class LinuxProcess
{
    private const long Kilobyte = 1024;

    public static string[] CommandLine(int pid) => Read(pid, "cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The environment that it was started with.</summary>
    public static IReadOnlyDictionary<string, string> Environment(int pid) => Read(pid, "environ")
        .Split('\0', StringSplitOptions.RemoveEmptyEntries)
        .Select(variable => variable.Split('=', 2))
        .ToDictionary(variable => variable[0], variable => variable[^1], StringComparer.Ordinal);

    /// <summary>Its memory, with its part of what it shares with others, in bytes.</summary>
    public static long ProportionalMemory(int pid) => Kilobyte * Read(pid, "smaps_rollup").Split('\n')
        .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));

    /// <summary>What they have used of processors so far, user and kernel.</summary>
    public static TimeSpan ProcessorTime(IEnumerable<int> pids) =>
        pids.Aggregate(TimeSpan.Zero, (sum, pid) => sum + (ProcessStat.Of(pid)?.ProcessorTime ?? TimeSpan.Zero));

    /// <summary>Those of an AppHost: its own, the orchestrator's, which watches it, and all that these started.</summary>
    public static IReadOnlyList<int> OfAppHost(int pid)
    {
        int[] all =
            [.. Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)];
        var children = all.ToLookup(id => ProcessStat.Of(id)?.Parent ?? 0);
        List<int> found = [pid, .. all.Where(id => string.Join(' ', CommandLine(id)).Contains($"start-apiserver --monitor {pid} "))];
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i]].Except(found));
        }

        return found;
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
