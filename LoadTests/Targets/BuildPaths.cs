using System.Reflection;

namespace AspireStateless.LoadTests.Targets;

/// <summary>Where this build of LoadTests finds what it works with; baked in by its project file.</summary>
internal static class BuildPaths
{
    public static string RepositoryRoot { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    /// <summary>Debug or Release, of this program and of all that it starts.</summary>
    public static string Configuration { get; } = typeof(BuildPaths)
        .Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The project of the service as it is.</summary>
    public static string Api { get; } = ApiOf(RepositoryRoot);

    /// <summary>The project of the planted bugs, which replaces the Api's.</summary>
    public static string PlantedBugs { get; } = Path.GetFullPath(Metadata("PlantedBugs"));

    /// <summary>Where each running AppHost leaves its address.</summary>
    public static string AppHosts { get; } = AppHostsOf(RepositoryRoot);

    public static string Runs { get; } = Path.Combine(RepositoryRoot, "artifacts", "runs");

    /// <summary>What an AppHost of a bench prints goes there; the folder is made.</summary>
    public static string BenchLog(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(RepositoryRoot, "artifacts", "benches")).FullName, $"apphost-{name}.log");

    /// <summary>The project of the service in another checkout.</summary>
    public static string ApiOf(string root) => Path.Combine(root, "Api", "Api.csproj");

    /// <summary>Where the AppHosts of another checkout leave their addresses.</summary>
    public static string AppHostsOf(string root) => Path.Combine(root, "artifacts", "apphosts");

    /// <summary>What a project of a checkout was built to, as this program is.</summary>
    public static string BuiltIn(string root, string project) =>
        Path.Combine(root, "artifacts", "bin", project, Configuration.ToLowerInvariant(), $"{project}.dll");

    private static string Metadata(string key) => typeof(BuildPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key).Value!;
}
