using System.Globalization;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>What the kernel knows of processes. One that has ended and was not collected by its parent yet is gone.</summary>
internal static class ProcessTable
{
    internal static string NameOf(int pid) => Read($"/proc/{pid}/comm")?.Trim() ?? "";

    internal static string CommandOf(int pid) => Read($"/proc/{pid}/cmdline")?.Replace('\0', ' ') ?? "";

    /// <summary>Processes that were started, by whomever, with a variable in their environment.</summary>
    internal static IReadOnlyList<int> WithVariable(string name, string value) =>
        [.. All().Where(pid => IsAlive(pid) && (Read($"/proc/{pid}/environ") ?? "").Split('\0').Contains($"{name}={value}"))];

    /// <summary>Processes that have a file open.</summary>
    internal static IReadOnlyList<int> Holding(string file) => [.. All().Where(pid => IsAlive(pid) && OpenFiles(pid).Contains(file))];

    private static bool IsAlive(int pid) => State(pid) is not (null or 'Z' or 'X');

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    private static List<string?> OpenFiles(int pid)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{pid}/fd").Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The state follows the name, which may hold parentheses itself.
    private static char? State(int pid) => Read($"/proc/{pid}/stat") is { Length: > 0 } stat ? stat[stat.LastIndexOf(')') + 2] : null;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
