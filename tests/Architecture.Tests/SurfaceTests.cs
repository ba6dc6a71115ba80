using System.Reflection;
using PublicApiGenerator;

namespace AspireStateless.Architecture.Tests;

/// <summary>What packages offer to code: a file beside each project, so that a change of it is seen as one.</summary>
public sealed class SurfaceTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };
    private static readonly string Root = typeof(SurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;

    [Theory]
    [InlineData("Chaos")]
    [InlineData("Control")]
    [InlineData("Stores")]
    public void Is_what_is_written_down(string project)
    {
        var surface = ArrowsTests.AssemblyOf(project).GeneratePublicApi(Options).ReplaceLineEndings("\n") + "\n";
        var file = Path.Combine(Root, project, "surface.txt");
        if (Environment.GetEnvironmentVariable("WRITE_SURFACE") == "true")
        {
            File.WriteAllText(file, surface);
        }

        Assert.True(
            File.ReadAllText(file) == surface,
            $"The public surface of {project} is not that of {file}. If it is to be: "
                + "WRITE_SURFACE=true ./test --filter-class '*SurfaceTests*'");
    }
}
