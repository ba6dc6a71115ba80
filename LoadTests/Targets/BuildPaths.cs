using System.Reflection;

namespace AspireStateless.LoadTests.Targets;

/// <summary>Where this build of LoadTests finds what it works with; baked in by its project file.</summary>
internal static class BuildPaths
{
    public static string RepositoryRoot { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    /// <summary>Debug or Release, of this program and of all that it starts.</summary>
    public static string Configuration { get; } = typeof(BuildPaths)
        .Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The built AppHost.</summary>
    public static string AppHost { get; } = Path.GetFullPath(Metadata("AppHost"));

    /// <summary>Where the AppHost reads its configuration: it has to run there.</summary>
    public static string AppHostFolder { get; } = Path.Combine(RepositoryRoot, "AppHost");

    /// <summary>The project of the service as it is.</summary>
    public static string Api { get; } = Path.Combine(RepositoryRoot, "Api", "Api.csproj");

    /// <summary>The project of the planted bugs, which replaces the Api's.</summary>
    public static string PlantedBugs { get; } = Path.GetFullPath(Metadata("PlantedBugs"));

    /// <summary>Where each running AppHost leaves its address.</summary>
    public static string AppHosts { get; } = Path.Combine(RepositoryRoot, "artifacts", "apphosts");

    public static string Runs { get; } = Path.Combine(RepositoryRoot, "artifacts", "runs");

    /// <summary>What the AppHosts of a bench printed.</summary>
    public static string Benches { get; } = Path.Combine(RepositoryRoot, "artifacts", "benches");

    private static string Metadata(string key) => typeof(BuildPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key).Value!;
}
