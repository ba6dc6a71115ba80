using System.Reflection;

namespace AspireStateless.Engine.Tests;

/// <summary>Where this build's sources and programs are.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!);

    public static string Built(string project) => Path.Combine(Root, "artifacts", "bin", project, "release");
}
