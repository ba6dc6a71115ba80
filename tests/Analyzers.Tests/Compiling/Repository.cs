using System.Reflection;

namespace AspireStateless.Analyzers.Tests.Compiling;

/// <summary>The sources that this build was made of.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "node_modules", ".git"];

    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <returns>Every C# file of a folder, by its path in the repository, in order.</returns>
    public static IReadOnlyList<string> Sources(string folder = "") =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(Skipped, StringComparer.Ordinal).Any())
            .Order(StringComparer.Ordinal),
    ];
}
