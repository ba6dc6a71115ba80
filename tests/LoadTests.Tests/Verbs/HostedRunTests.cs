using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Load.Hosts;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.Tests.Fakes;

namespace AspireStateless.LoadTests.Tests.Verbs;

/// <summary>Runs whose operations another tool carries out.</summary>
public sealed class HostedRunTests
{
    [Fact]
    public async Task A_host_that_ends_early_ends_the_run_as_invalid_and_is_named()
    {
        var report = await RunAsync(new FakeHost(most: 50), TimeSpan.FromMinutes(10));
        Assert.Equal((int)ExitCode.Invalid, report.ExitCode);
        Assert.Equal("INVALID: Fake ended before the traffic did.", report.Verdict);
        Assert.Null(report.Traffic);
    }

    [Fact]
    public async Task A_host_that_stays_counts_what_the_engine_counts()
    {
        var report = await RunAsync(new FakeHost(), TimeSpan.FromSeconds(1));
        var traffic = report.Traffic!;
        Assert.Equal(traffic.Planned, traffic.Sent);
        Assert.Equal(new HostCount("Fake", traffic.Ok, traffic.Failed + traffic.Unknown), traffic.Host);
        Assert.Empty(report.Objections);
    }

    private static async Task<RunReport> RunAsync(ILoadHost host, TimeSpan duration)
    {
        await using var system = await FakeSystem.StartAsync();
        var options = new RunOptions
        {
            Scenario = ScenarioCatalog.Find("visits"),
            Seed = 1,
            Duration = duration,
            Rate = 100,
            Attach = true,
            Calibrates = false,
            Host = host,
            Output = system.NewFolder(),
        };
        var folder = RunFolder.Create(options.Output, options.Scenario.Name, options.Seed, TimeProvider.System);
        return await new ScenarioRun(options, new PlainDisplay(TextWriter.Null)).RunAsync(
            AttachedAppHost.Find(system.AddressFile, BuildPaths.AppHosts, users: null), folder, TestContext.Current.CancellationToken);
    }
}
