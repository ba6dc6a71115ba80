using System.Globalization;

namespace AspireStateless.Embedded.Tests.Running;

/// <summary>What the kernel knows of processes. One that has ended and was not collected by its parent yet is gone.</summary>
internal static class ProcessTable
{
    internal static bool IsAlive(int pid) => State(pid) is not (null or 'Z' or 'X');

    internal static bool IsPostgres(int pid) => Read($"/proc/{pid}/comm")?.Trim() == "postgres";

    /// <summary>Processes that were started, by whomever, with a variable in their environment.</summary>
    internal static IReadOnlyList<int> WithVariable(string name, string value) =>
        [.. All().Where(pid => IsAlive(pid) && Environment(pid).Split('\0').Contains($"{name}={value}"))];

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    private static string Environment(int pid) => Read($"/proc/{pid}/environ") ?? "";

    // The state follows the name, which may hold parentheses itself.
    private static char? State(int pid) => Read($"/proc/{pid}/stat") is { } stat ? stat[stat.LastIndexOf(')') + 2] : null;

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
