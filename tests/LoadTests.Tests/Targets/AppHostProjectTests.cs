using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Targets;

/// <summary>The project that <c>--apphost</c> names.</summary>
public sealed class AppHostProjectTests : IDisposable
{
    private const string Pages =
        """
        service: pages
        ready: /
        promises: {visits: {kind: counter, increment: {request: POST /visits, value: $.count}}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apphost-project-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_is_named_by_its_file_or_by_its_folder()
    {
        var file = Write("Host.csproj", "");
        Assert.Equal(file, AppHostProject.Find(file).Path);
        Assert.Equal(file, AppHostProject.Find(_folder.FullName).Path);
    }

    [Fact]
    public void A_folder_without_one_or_with_two_is_refused()
    {
        Assert.Contains("There is no project at", Refused().Message, StringComparison.Ordinal);
        Write("Host.csproj", "");
        Write("Other.csproj", "");
        Assert.Contains("There are 2 projects in", Refused().Message, StringComparison.Ordinal);

        BadInputException Refused() => Assert.Throws<BadInputException>(() => AppHostProject.Find(_folder.FullName));
    }

    [Fact]
    public async Task It_is_built_and_what_the_compiler_says_against_it_is_told()
    {
        var project = AppHostProject.Find(Write(
            "Host.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>"));
        Write("Host.cs", "internal static class Host { }");
        var assembly = await project.BuildAsync(Cancelled);
        Assert.Equal("Host.dll", Path.GetFileName(assembly));
        Assert.True(File.Exists(assembly), assembly);

        Write("Host.cs", "internal static class Host { int }");
        var failure = await Assert.ThrowsAsync<InvalidRunException>(() => project.BuildAsync(Cancelled));
        Assert.Contains("does not build", failure.Message, StringComparison.Ordinal);
        Assert.Contains("error CS1519", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stateless run")]
    [InlineData("dotnet run -c Release --project LoadTests -- run")]
    public void A_command_with_it_that_was_written_down_can_be_read_again(string run)
    {
        var project = Write("Host.csproj", "");
        var workload = Write("pages.workload.yaml", Pages);
        var options = RunRequest.Read($"{run} smoke --seed 7 --workload {workload} --apphost {project}");
        Assert.Equal((7UL, project), (options.Seed, options.AppHost!.Path));
        Assert.EndsWith($" run smoke --seed 7 --apphost {project} --workload {workload}", options.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--apphost .", "Nothing says what the service promises.")]
    [InlineData("--apphost . --attach 1 --workload pages.workload.yaml", "--docker and --kubernetes are about what runs already")]
    [InlineData("--workload pages.workload.yaml", "pages.workload.yaml does not say how a copy of the service is started.")]
    public void It_has_to_be_clear_who_runs_what_is_judged(string words, string problem)
    {
        Write("Host.csproj", "");
        Write("pages.workload.yaml", Pages);
        var command = words.Replace("--apphost .", $"--apphost {_folder.FullName}", StringComparison.Ordinal)
            .Replace("pages.workload.yaml", Path.Combine(_folder.FullName, "pages.workload.yaml"), StringComparison.Ordinal);
        var refused = Assert.Throws<BadInputException>(() => RunRequest.Read($"stateless run smoke {command}"));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
