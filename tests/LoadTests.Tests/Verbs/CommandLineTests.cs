using AspireStateless.LoadTests.Performance.Benches.Parts;
using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.Verbs;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("frob", "frob")]
    [InlineData("run nothing", "There is no scenario 'nothing'.")]
    [InlineData("run smoke --duration soon", "'soon' is not a duration")]
    [InlineData("run smoke --duration 0s", "'0s' is not a duration")]
    [InlineData("run smoke --duration 20", "'20' is not a duration")]
    [InlineData("run smoke --rate fast", "'fast' is not a rate")]
    [InlineData("run smoke --rate 0", "'0' is not a rate")]
    [InlineData("run smoke --seed x", "x")]
    [InlineData("run smoke --set Redis", "'Redis' is not a setting")]
    [InlineData("run smoke --replicas 0", "takes 1 to 20 replicas, not 0")]
    [InlineData("run chaos --replicas 1", "takes 2 to 20 replicas, not 1")]
    [InlineData("run smoke --attach none.json", "No AppHost left its address in none.json")]
    [InlineData("run smoke --bug Nothing", "There is no planted bug 'Nothing'.")]
    [InlineData("run smoke --attach 1 --bug GetThenSet", "are for an AppHost that the run starts itself")]
    [InlineData("run smoke --attach 1 --dashboard", "are for an AppHost that the run starts itself")]
    [InlineData("run smoke --host nothing", "This build has no load host 'nothing'.")]
    [InlineData("run smoke --host nbomber --json", "--json and --host exclude each other")]
    [InlineData("run smoke --apphost nowhere", "There is no project at ")]
    [InlineData("run smoke --docker shop", "--docker needs a file that says what is promised there.")]
    [InlineData("run smoke --workload nowhere --docker shop --target http://localhost:1", "say each where the copies are")]
    [InlineData("run smoke --workload nowhere --docker shop --attach 1", "about copies without an AppHost")]
    [InlineData("run smoke --kubernetes shop/api", "--kubernetes needs a file that says what is promised there.")]
    [InlineData("run smoke --workload nowhere --kubernetes shop/api --docker shop", "say each where the copies are")]
    [InlineData("heal", "Nothing says on which engine, or more than one.")]
    [InlineData("heal --docker --kubernetes", "Nothing says on which engine, or more than one.")]
    [InlineData("run", "Nothing was said to run.")]
    [InlineData("run --plan nowhere.json", "The plan nowhere.json cannot be read")]
    [InlineData("run smoke --plan nowhere.json", "A stored plan says everything")]
    [InlineData("bugs --only Nothing", "There is no planted bug 'Nothing'.")]
    [InlineData("bugs --seeds 0", "0 is no number of seeds")]
    [InlineData("shrink nowhere", "nowhere is not a run folder")]
    [InlineData("shrink nowhere --needed 4", "4 of 3 runs cannot fail")]
    [InlineData("clean --keep 0", "0 run folders cannot be kept")]
    [InlineData("calibrate --rate 0", "'0' is not a rate")]
    [InlineData("bench --only everything", "There is no part 'everything'.")]
    [InlineData("bench --only proxy,nothing", "There is no part 'nothing'.")]
    [InlineData("bench --only proxy --baseline HEAD", "--baseline is for start and endpoints, and")]
    [InlineData("bench --endpoint /cart", "--endpoint is for profile, and")]
    [InlineData("bench --only profile --endpoint /cart", "There is no endpoint '/cart'")]
    [InlineData("bench --only start --baseline no-such-commit", "git does not give the commit 'no-such-commit': fatal: ")]
    [InlineData("bench --rounds 0", "0 rounds of 1 s cannot be measured")]
    [InlineData("bench --seconds 60", "5 rounds of 60 s take about")]
    [InlineData("bench --seconds soon", "soon")]
    [InlineData("bench service", "service")]
    [InlineData("bench engine", "engine")]
    [InlineData("gate", "Nothing was said to compare with.")]
    [InlineData("gate --baseline no-such-commit", "git does not give the commit 'no-such-commit': fatal: ")]
    [InlineData("gate --baseline HEAD --pairs 1", "1 is no number of pairs.")]
    [InlineData("gate --baseline HEAD --pairs 0", "0 is no number of pairs.")]
    [InlineData("gate --baseline HEAD --chaos 0", "0 is no number of pairs of runs.")]
    [InlineData("gate --self-test --chaos", "compare nothing with --chaos")]
    [InlineData("gate --baseline HEAD --bug Nothing", "There is no slowdown and no planted bug 'Nothing'.")]
    [InlineData("gate --baseline HEAD --self-test", "compare nothing with HEAD")]
    [InlineData("gate --self-test --write-budget", "--self-test and --write-budget are two commands")]
    [InlineData("check nowhere", "nowhere is not a run folder")]
    public async Task Bad_input_is_one_line_that_names_it_and_one_that_says_what_to_do(string command, string named)
    {
        var (code, output, error) = await RunAsync(command);
        Assert.Equal(64, code);
        Assert.Equal("", output);
        var lines = error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains(named, lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_names_every_scenario_and_what_it_proves()
    {
        var (code, output, _) = await RunAsync("list");
        Assert.Equal(0, code);
        Assert.Contains("smoke", output, StringComparison.Ordinal);
        Assert.Contains("chaos", output, StringComparison.Ordinal);
        Assert.Contains("proves Visits, Durability", output, StringComparison.Ordinal);
        Assert.Contains("GetThenSet", output, StringComparison.Ordinal);
        Assert.Contains("FencedLeaderJob", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_examples_and_exit_codes()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.Contains("run chaos --seed 1", output, StringComparison.Ordinal);
        Assert.Contains("64 bad input", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_the_bench_lists_its_parts_with_what_they_measure()
    {
        var (code, output, _) = await RunAsync("bench --help");
        Assert.Equal(0, code);
        Assert.All(BenchPart.All, part => Assert.Contains(part.Name, output, StringComparison.Ordinal));
        Assert.Contains("requests against a bare endpoint", output, StringComparison.Ordinal);
        Assert.DoesNotContain("transport", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string command)
    {
        using StringWriter output = new(), error = new();
        var code = await LoadTestsCommand.RunAsync(command.Split(' '), output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
