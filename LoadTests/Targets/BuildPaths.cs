using System.Reflection;

namespace AspireStateless.LoadTests.Targets;

/// <summary>Where this build of LoadTests finds what it works with; baked in by its project file.</summary>
internal static class BuildPaths
{
    private static readonly string? Repository = typeof(BuildPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RepositoryRoot")?.Value;

    /// <summary>Whether this is the packaged tool, which has no repository of ours beside it.</summary>
    public static bool IsTool => Repository is null;

    /// <summary>The repository; of the tool, where it was called.</summary>
    public static string RepositoryRoot { get; } = Path.GetFullPath(Repository ?? Environment.CurrentDirectory);

    /// <summary>What somebody types before a verb.</summary>
    public static string Command => IsTool ? "stateless" : "dotnet run -c Release --project LoadTests --";

    /// <summary>The .NET command that this program was started by.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Debug or Release, of this program and of all that it starts.</summary>
    public static string Configuration { get; } = typeof(BuildPaths)
        .Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The project of the service as it is.</summary>
    public static string Api { get; } = ApiOf(RepositoryRoot);

    /// <summary>The project of the planted bugs, which replaces the Api's.</summary>
    public static string PlantedBugs { get; } =
        Path.Combine(RepositoryRoot, "tests", "PlantedBugs", "PlantedBugs.csproj");

    /// <summary>Where each running AppHost leaves its address.</summary>
    public static string AppHosts { get; } = AppHostsOf(RepositoryRoot);

    public static string Runs { get; } = Path.Combine(RepositoryRoot, "artifacts", "runs");

    /// <summary>What an AppHost of a bench prints goes there.</summary>
    public static string BenchLog(string name) => BenchFile($"apphost-{name}.log");

    /// <summary>Of what benches write; the folder is made.</summary>
    public static string BenchFile(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(RepositoryRoot, "artifacts", "benches")).FullName, name);

    /// <summary>The project of the service in another checkout.</summary>
    public static string ApiOf(string root) => Path.Combine(root, "Api", "Api.csproj");

    /// <summary>Where the AppHosts of another checkout leave their addresses.</summary>
    public static string AppHostsOf(string root) => Path.Combine(root, "artifacts", "apphosts");

    /// <summary>What a project of a checkout was built to, as this program is.</summary>
    public static string BuiltIn(string root, string project) =>
        Path.Combine(root, "artifacts", "bin", project, Configuration.ToLowerInvariant(), $"{project}.dll");
}
