using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AspireStateless.Engine.Tests;

/// <summary>The stack as it is deployed, broken and updated by an engine of its own.</summary>
[Trait("Needs", "engine")]
public sealed partial class SwarmTests(Stack stack) : IClassFixture<Stack>
{
    private const int LeastRequests = 20_000;
    private static readonly TimeSpan UpdateLimit = TimeSpan.FromMinutes(3);

    /// <summary>The first; those that <c>SEEDS</c> names, with commas between them, where it is set.</summary>
    public static TheoryData<int> Seeds =>
    [
        .. (Environment.GetEnvironmentVariable("SEEDS") ?? "1").Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture)),
    ];

    private static string[] Judge(string scenario, string service, int seed = 1) =>
    [
        "run", scenario, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--no-calibration",
        "--workload", $"{Repository.Root}/Api/api.workload.yaml", "--docker", service,
        "--output", Path.Combine(Repository.Root, "artifacts", "runs"),
    ];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task It_keeps_its_promises_whatever_is_done_to_its_containers(int seed)
    {
        OwnEngine.Require();
        var (code, output) = await stack.LoadTestsAsync(Judge("chaos", "shop", seed));
        Assert.True(code == 0, output);
        Assert.Contains("left out, which this engine cannot do", output, StringComparison.Ordinal);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_rolling_update_under_load_fails_no_request()
    {
        OwnEngine.Require();
        using var client = new HttpClient { BaseAddress = Stack.Endpoint };
        using var enough = new CancellationTokenSource();
        var sent = 0;
        var failures = new ConcurrentQueue<string>();
        var load = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!enough.IsCancellationRequested)
            {
                try
                {
                    using var answer = await client.PostAsync(
                        new Uri("visits/updated", UriKind.Relative), content: null, CancellationToken.None);
                    if (!answer.IsSuccessStatusCode)
                    {
                        failures.Enqueue($"{answer.StatusCode}");
                    }
                }
                catch (HttpRequestException failure)
                {
                    failures.Enqueue(failure.Message);
                }

                Interlocked.Increment(ref sent);
            }
        }));
        await stack.Engine.RunAsync("docker", "service", "update", "--force", "--detach", "shop_api");
        await OwnEngine.UntilAsync(
            async () => sent >= LeastRequests && await stack.UpdateAsync("shop_api") == "completed", UpdateLimit,
            () => $"{sent} requests, then {failures.Count} failed.");
        await enough.CancelAsync();
        await load;
        TestContext.Current.SendDiagnosticMessage($"{sent} requests during a rolling update, {failures.Count} failed");
        Assert.Empty(failures);
    }

    [Fact]
    public async Task A_counter_in_the_memory_of_its_process_is_found_out_there_too()
    {
        OwnEngine.Require();
        await stack.DeployAsync("planted", $"{Repository.Root}/tests/Engine.Tests/planted.yaml");
        await stack.ReadyAsync("planted_api", 3);
        var (code, output) = await stack.LoadTestsAsync(Judge("smoke", "planted"));
        await stack.Engine.RunAsync("docker", "stack", "rm", "planted");
        Assert.True(code == 1, output);
        Assert.Matches(Broken(), output);
    }

    [Fact]
    public async Task What_a_killed_run_has_left_paused_goes_on_by_heal()
    {
        OwnEngine.Require();
        using var run = stack.StartLoadTests(Judge("chaos", "shop"));
        await OwnEngine.UntilAsync(
            async () =>
            {
                Assert.False(run.HasEnded, run.Output);
                return await PausedAsync() != "";
            },
            UpdateLimit, () => run.Output);
        await run.KillAsync();
        Assert.NotEqual("", await PausedAsync());
        var (code, output) = await stack.LoadTestsAsync("heal", "--docker");
        Assert.True(code == 0, output);
        Assert.Contains("goes on, as an earlier run left it otherwise", output, StringComparison.Ordinal);
        await stack.ReadyAsync("shop_api", 3);
        await NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("nothing", "has no Compose project and no Swarm service 'nothing'", 64)]
    [InlineData("shop_redis", "has one replica that runs", 64)]
    [InlineData("shop_endpoint", "has one replica that runs", 64)]
    public async Task What_cannot_be_judged_is_one_line_and_what_to_do(string service, string named, int expected)
    {
        OwnEngine.Require();
        var (code, output) = await stack.LoadTestsAsync(Judge("smoke", service));
        Assert.Equal(expected, code);
        Assert.Contains(named, output, StringComparison.Ordinal);
    }

    private async Task NothingIsLeftAsync()
    {
        Assert.Equal("", await PausedAsync());
        await stack.ReadyAsync("shop_api", 3);
        Assert.StartsWith("Nothing was left to undo", (await stack.LoadTestsAsync("heal", "--docker")).Output, StringComparison.Ordinal);
    }

    private async Task<string> PausedAsync() =>
        (await stack.Engine.RunAsync("docker", "ps", "--quiet", "--filter", "status=paused")).Trim();

    [GeneratedRegex("^FAILED: visits broken: ", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Broken();
}
