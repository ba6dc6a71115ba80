namespace AspireStateless.Embedded.Tests;

/// <summary>A project that is named by its path is built at its first start.</summary>
public sealed class ProjectBuildTests
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
        </Project>
        """;

    [Fact]
    public async Task It_is_Building_then_FailedToStart_with_the_compilers_words_or_running()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "Job.csproj");
        var program = Path.Combine(folder.Path, "Program.cs");
        await File.WriteAllTextAsync(path, Project, Deadline.Token);
        await File.WriteAllTextAsync(program, "return nothing;", Deadline.Token);
        var builder = Graph.New();
        builder.AddProject("job", path).WithExplicitStart();
        await using var app = await builder.StartAsync();

        var starting = app.CommandAsync("job", KnownResourceCommands.StartCommand);
        await app.ReachesAsync("job", KnownResourceStates.Building);
        Assert.Contains("does not build", (await starting).Message, StringComparison.Ordinal);
        await app.PrintsAsync((await app.ReachesAsync("job", KnownResourceStates.FailedToStart)).ResourceId, "CS0103");

        await File.WriteAllTextAsync(program, "return 4;", Deadline.Token);
        Assert.True((await app.CommandAsync("job", KnownResourceCommands.StartCommand)).Success);
        Assert.Equal(4, (await app.ReachesAsync("job", KnownResourceStates.Finished)).Snapshot.ExitCode);
    }
}
