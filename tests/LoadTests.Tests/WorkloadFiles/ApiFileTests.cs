using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>This repository's own service, judged by what a stranger's file says of it, in an AppHost that runs already.</summary>
public sealed class ApiFileTests
{
    private static readonly string File = Path.Combine(BuildPaths.RepositoryRoot, "Api", "api.workload.yaml");

    [Fact]
    public async Task The_file_finds_the_Api_right_as_the_built_in_workloads_do()
    {
        var (code, output) = await RunAsync(bug: null);
        Assert.True(code == 0, output);
        Assert.Contains("PASSED: visits, location, cart and token proven", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_finds_a_planted_bug_where_the_built_in_workloads_find_it()
    {
        const string Bug = "RevocationLocal";
        Assert.Equal("Tokens", PlantedBugs.Find(Bug).Breaks);
        var (code, output) = await RunAsync(Bug, "--until-broken");
        Assert.True(code == 1, output);
        Assert.Matches("FAILED: .*token.* broken", output);
    }

    private static async Task<(int Code, string Output)> RunAsync(string? bug, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("api-file-tests-");
        try
        {
            // A stranger's clients all sign up from one address, without the admin's token.
            var settings = OwnSettings.Of(ScenarioCatalog.Find("smoke"));
            settings["Accounts:SignUpsPerMinute"] = "0";
            if (bug is not null)
            {
                settings["PLANTED_BUG"] = bug;
                settings["Api:Project"] = BuildPaths.PlantedBugs;
            }

            await using var host = await OwnAppHost.StartAsync(
                new OwnAppHostOptions(3, settings), Path.Combine(folder.FullName, "apphost.log"), TestContext.Current.CancellationToken);
            using var output = new StringWriter();
            var code = await LoadTestsCommand.RunAsync(
                [
                    "run", "smoke", "--seed", "1", "--duration", "16s", "--workload", File, "--attach", $"{host.Address.Pid}",
                    "--no-calibration",
                    "--output", folder.FullName, .. options,
                ],
                output, output, TestContext.Current.CancellationToken);
            return (code, output.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
