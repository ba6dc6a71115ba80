using AspireStateless.LoadTests.Tests.Fakes;
using Microsoft.AspNetCore.Builder;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>A service that is known by a workload file alone, judged over real HTTP.</summary>
public sealed class ServiceRunTests
{
    private static readonly string[] Promises = ["visits", "name", "cart", "orders", "tickets", "token", "session"];

    [Fact]
    public async Task A_service_whose_copies_share_their_state_keeps_each_kind_of_promise()
    {
        var shared = new SmallService();
        var run = await ServiceRun.RunAsync(shared.Map, SmallService.File, "run smoke --seed 1");
        Assert.True(run.Code == 0, run.Output);
        Assert.Equal(Promises.Select(name => (name, "proven")), run.Verdicts);
        Assert.Equal(0, run.CheckedAgain);
    }

    [Fact]
    public async Task A_service_whose_copies_remember_by_themselves_breaks_each_kind_of_promise()
    {
        var run = await ServiceRun.RunAsync(app => new SmallService().Map(app), SmallService.File, "run smoke --seed 1");
        Assert.True(run.Code == 1, run.Output);
        Assert.Equal(Promises.Select(name => (name, "BROKEN")), run.Verdicts);
    }

    [Fact]
    public async Task What_is_shared_and_not_empty_before_the_run_is_told()
    {
        long count = 18;
        var run = await ServiceRun.RunAsync(
            app =>
            {
                app.MapGet("/ready", () => "ready");
                app.MapGet("/count", () => new { count = Interlocked.Read(ref count) });
                app.MapGet("/", () => new { count = Interlocked.Increment(ref count) });
            },
            """
            service: api
            ready: /ready
            promises:
              visits:
                kind: counter
                increment: {request: GET /, value: $.count}
                read: {request: GET /count, value: $.count}
            """,
            "run smoke --seed 1 --duration 3s");
        Assert.True(run.Code == 3, run.Output);
        Assert.Contains("'visits' is not empty before the run: 'GET /count' shows 18", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_that_is_about_the_Api_says_so()
    {
        await using var system = await FakeSystem.StartServiceAsync(new SmallService().Map);
        var file = Path.Combine(system.NewFolder(), "small.workload.yaml");
        await File.WriteAllTextAsync(file, SmallService.File, TestContext.Current.CancellationToken);
        using StringWriter output = new(), error = new();
        var code = await LoadTests.Verbs.LoadTestsCommand.RunAsync(
            ["run", "black-friday", "--workload", file, "--attach", system.AddressFile], output, error,
            TestContext.Current.CancellationToken);
        Assert.Equal(64, code);
        Assert.Contains("Choose one of: smoke, steady, chaos, rolling-restart, store-outage", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_that_no_AppHost_runs_are_driven_by_their_addresses()
    {
        await using var system = await FakeSystem.StartServiceAsync(new SmallService().Map);
        var file = Path.Combine(system.NewFolder(), "small.workload.yaml");
        await File.WriteAllTextAsync(file, SmallService.File, TestContext.Current.CancellationToken);
        var targets = string.Join(',', system.Instances().Select(copy => copy.DirectUrl));
        using var output = new StringWriter();
        var code = await RunAsync("smoke");
        Assert.True(code == 0, output.ToString());
        Assert.Equal(64, await RunAsync("chaos"));
        Assert.Contains("Add faults: with commands kill: and start:, or choose smoke.", output.ToString(), StringComparison.Ordinal);

        Task<int> RunAsync(string scenario) => LoadTests.Verbs.LoadTestsCommand.RunAsync(
            ["run", scenario, "--seed", "1", "--workload", file, "--target", targets, "--no-calibration", "--output", system.NewFolder()],
            output, output, TestContext.Current.CancellationToken);
    }
}
