using System.Globalization;

namespace AspireStateless.AppHost.Tests;

/// <summary>What /proc says of a process.</summary>
internal static class ProcessFacts
{
    private const int StateField = 0;
    private const int ParentField = 1;

    public static bool IsThere(int pid) => Directory.Exists($"/proc/{pid}");

    /// <returns>For example T for a stopped one.</returns>
    public static char StateOf(int pid) => FieldsOf(pid)[StateField][0];

    public static int ParentOf(int pid) => int.Parse(FieldsOf(pid)[ParentField], CultureInfo.InvariantCulture);

    public static IReadOnlyList<int> ChildrenOf(int pid) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var child) ? child : 0)
            .Where(child => child > 0 && IsChild(child, pid))];

    public static IReadOnlyList<string> CommandOf(int pid) =>
        File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <returns>The value of a variable that the process was started with; null where it has none.</returns>
    public static string? VariableOf(int pid, string name) => File.ReadAllText($"/proc/{pid}/environ").Split('\0')
        .FirstOrDefault(variable => variable.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    // Field 2, the name, may hold spaces and parentheses.
    private static string[] FieldsOf(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');

    private static bool IsChild(int child, int pid)
    {
        try
        {
            return ParentOf(child) == pid;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }
}
