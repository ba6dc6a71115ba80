using AspireStateless.Control;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>What the kernel knows of processes. One that has ended and was not collected by its parent yet is gone.</summary>
internal static class ProcessFacts
{
    public static string NameOf(int pid) => Read($"/proc/{pid}/comm")?.Trim() ?? "";

    public static string CommandOf(int pid) => Read($"/proc/{pid}/cmdline")?.Replace('\0', ' ') ?? "";

    /// <summary>Processes that were started, by whomever, with a variable in their environment.</summary>
    public static IReadOnlyList<int> WithVariable(string name, string value) =>
        [.. All().Where(pid => (Read($"/proc/{pid}/environ") ?? "").Split('\0').Contains($"{name}={value}"))];

    /// <summary>Processes that have a file open.</summary>
    public static IReadOnlyList<int> Holding(string file) => [.. All().Where(pid => OpenFiles(pid).Contains(file))];

    private static IEnumerable<int> All() => ProcessTable.Pids().Where(pid => ProcessIdentity.Of(pid) is not null);

    private static List<string?> OpenFiles(int pid) =>
        [.. (Try(() => Directory.GetFiles($"/proc/{pid}/fd")) ?? [])
            // One that is closed meanwhile takes none of the others along.
            .Select(file => Try(() => File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName))];

    private static string? Read(string file) => Try(() => File.ReadAllText(file));

    private static T? Try<T>(Func<T?> look)
        where T : class
    {
        try
        {
            return look();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
