using Microsoft.CodeAnalysis;

namespace AspireStateless.Analyzers.Tests.Compiling;

/// <summary>What sources are compiled with: reference assemblies of the SDK on this machine, and libraries beside the tests.</summary>
internal static class Libraries
{
    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    // The tests' own tools, which nothing that is compiled here needs.
    private static readonly string[] Tools =
        ["Microsoft.CodeAnalysis", "xunit", "Analyzers", "AspireStateless.Analyzers", "Microsoft.Testing", "Humanizer", "testhost"];

    public static IReadOnlyList<MetadataReference> All { get; } = [.. Paths().Select(path => MetadataReference.CreateFromFile(path))];

    private static IEnumerable<string> Paths()
    {
        var framework = Packs.SelectMany(Assemblies).ToList();
        var known = framework.Select(Path.GetFileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return framework.Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => !known.Contains(Path.GetFileName(path)) && !Array.Exists(Tools, Path.GetFileName(path).StartsWith)));
    }

    private static string[] Assemblies(string pack)
    {
        // The runtime stands in shared/Microsoft.NETCore.App/<version> of the same folder.
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var newest = Directory.GetDirectories(Path.Combine(dotnet, "packs", pack), $"{Environment.Version.Major}.*")
            .OrderByDescending(folder => Version.Parse(Path.GetFileName(folder))).First();
        return Directory.GetFiles(Path.Combine(newest, "ref", $"net{Environment.Version.Major}.0"), "*.dll");
    }
}
