namespace Aspire.Hosting.Execution;

/// <summary>A process, told apart from a later one with the same pid by when it started (field 22 of <c>/proc/[pid]/stat</c>).</summary>
internal readonly record struct ProcessIdentity(int Id, long StartTicks);

/// <summary>Who started whom, where <c>/proc</c> tells.</summary>
internal static class ProcessTree
{
    internal static bool IsKnown { get; } = Directory.Exists("/proc/self");

    internal static IReadOnlyList<ProcessIdentity> DescendantsOf(int pid)
    {
        var childrenOf = Processes().Select(Read)
            .OfType<(ProcessIdentity Process, int Parent)>()
            .ToLookup(entry => entry.Parent, entry => entry.Process);
        var found = new List<ProcessIdentity>(childrenOf[pid]);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(childrenOf[found[i].Id]);
        }

        return found;
    }

    /// <summary>The processes that have a folder as their working directory.</summary>
    internal static List<int> In(string folder) => [.. Processes().Where(pid => WorkingDirectory(pid) == folder)];

    internal static bool IsAlive(ProcessIdentity process) => Read(process.Id)?.Process == process;

    private static IEnumerable<int> Processes() => !IsKnown ? [] : Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var pid) ? pid : 0).Where(pid => pid > 0);

    private static string? WorkingDirectory(int pid) => Attempt.Get(() => new FileInfo($"/proc/{pid}/cwd").LinkTarget);

    // Null for what has ended, or is somebody else's.
    private static (ProcessIdentity Process, int Parent)? Read(int pid) => Attempt.Get<(ProcessIdentity, int)?>(() =>
    {
        // The name in field 2 may hold spaces and parentheses: fields are counted behind its last one.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (new ProcessIdentity(pid, long.Parse(fields[19], CultureInfo.InvariantCulture)), int.Parse(fields[1], CultureInfo.InvariantCulture));
    });
}
