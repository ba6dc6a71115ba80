using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.Verbs;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>Services of other people's making, in other languages, as copies of a real AppHost.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(SampleFolder, "*.workload.yaml", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Append(Path.Combine(BuildPaths.RepositoryRoot, "Api", "api.workload.yaml"))
            .Select(file => Path.GetRelativePath(BuildPaths.RepositoryRoot, file))];

    private static string SampleFolder => Path.Combine(BuildPaths.RepositoryRoot, "samples");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_says_how_its_service_is_started_and_what_it_promises(string file)
    {
        var workload = WorkloadFile.Read(Path.Combine(BuildPaths.RepositoryRoot, file));
        Assert.NotNull(workload.Start);
        Assert.NotEmpty(workload.Promises);
    }

    [Fact]
    public async Task A_counter_in_a_global_variable_fails()
    {
        var (code, output) = await RunAsync("visitor-counter/memory.workload.yaml", "--until-broken");
        Assert.True(code == 1, output);
        Assert.Contains("FAILED: visits broken", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_counter_in_Redis_keeps_every_visit()
    {
        var (code, output) = await RunAsync("visitor-counter/redis.workload.yaml");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_command_that_ends_at_once_is_shown_with_its_last_lines()
    {
        var folder = Directory.CreateTempSubdirectory("sample-tests-");
        try
        {
            var file = Path.Combine(folder.FullName, "broken.workload.yaml");
            await File.WriteAllTextAsync(
                file,
                """
                service: broken
                ready: /
                start: {command: 'sh -c "echo no module named app; exit 3" {port}'}
                promises: {visits: {kind: counter, increment: {request: POST /visits, value: $.count}}}
                """,
                TestContext.Current.CancellationToken);
            var (code, output) = await RunAsync(file);
            Assert.True(code == 3, output);
            Assert.Contains("no module named app", output, StringComparison.Ordinal);
            Assert.Contains("answer 'GET /' with success, on the {port} that it is given?", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string file, params string[] options)
    {
        var runs = Directory.CreateTempSubdirectory("sample-runs-");
        try
        {
            using var output = new StringWriter();
            var code = await LoadTestsCommand.RunAsync(
                [
                    "run", "smoke", "--seed", "1", "--workload", Path.Combine(SampleFolder, file), "--no-calibration",
                    "--output", runs.FullName, .. options,
                ],
                output, output, TestContext.Current.CancellationToken);
            return (code, output.ToString());
        }
        finally
        {
            runs.Delete(recursive: true);
        }
    }
}
