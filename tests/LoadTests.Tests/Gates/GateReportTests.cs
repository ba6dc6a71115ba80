using AspireStateless.LoadTests.Performance.Gates;
using AspireStateless.LoadTests.Performance.Gates.SelfTests;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Reports.Pages;

namespace AspireStateless.LoadTests.Tests.Gates;

public sealed class GateReportTests
{
    private static readonly GateOptions Options = new()
    {
        Baseline = "HEAD~1",
        Pairs = 10,
        More = false,
        Seed = 5,
        Bug = null,
        Output = "",
    };

    [Fact]
    public void Nothing_slower_and_every_budget_kept_is_a_pass()
    {
        var report = GateReport.Of(GatePairs.Result(GatePairs.Slower(0)), Options);
        Assert.Equal(0, report.ExitCode);
        Assert.StartsWith("PASSED: every request keeps its budget, and p50 ", report.Verdict, StringComparison.Ordinal);
        Assert.All(report.Checks, check => Assert.Equal(CheckState.Holds, check.State));
    }

    [Fact]
    public void A_slower_candidate_fails_with_the_metric_its_bounds_and_its_pairs()
    {
        var report = GateReport.Of(GatePairs.Result(GatePairs.Slower(0.05)), Options);
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("p50 +5.", report.Verdict, StringComparison.Ordinal);
        Assert.Contains("10 of 10 pairs slower", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_more_fails_though_times_cannot_be_trusted()
    {
        var report = GateReport.Of(GatePairs.Result(GatePairs.Slower(0), redisCommands: 2, "the machine is busy"), Options);
        Assert.Equal(1, report.ExitCode);
        Assert.Equal("FAILED: POST /visits/{page}: 2 Redis commands, its budget is 1", report.Verdict);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public void Times_of_a_busy_machine_neither_pass_nor_fail(double change)
    {
        var report = GateReport.Of(GatePairs.Result(GatePairs.Slower(change), redisCommands: 1, "the machine is busy"), Options);
        Assert.Equal((3, "INVALID: the machine is busy"), (report.ExitCode, report.Verdict));
    }

    [Fact]
    public void Two_pairs_prove_nothing()
    {
        var report = GateReport.Of(GatePairs.Result(GatePairs.Slower(0, count: 2)), Options);
        Assert.Equal(2, report.ExitCode);
        Assert.Contains("too few pairs for bounds", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_candidate_that_fails_more_requests_is_not_faster_by_it()
    {
        var pairs = GatePairs.Slower(-0.5).Select(pair => pair with { CandidateFailed = 5 }).ToList();
        Assert.Equal(1, GateReport.Of(GatePairs.Result(pairs), Options).ExitCode);
    }

    [Fact]
    public void Summary_and_page_say_what_the_verdict_says()
    {
        var report = GateReport.Of(GatePairs.Result(GatePairs.Slower(0.05)), Options);
        Assert.StartsWith($"# {report.Verdict}", SummaryMarkdown.Of(report), StringComparison.Ordinal);
        var page = ReportPage.Of(report);
        Assert.Contains("\"gate\":{", page, StringComparison.Ordinal);
        Assert.Contains("✗ FAILED", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Gates_drawn_from_pairs_of_the_same_build_pass_and_those_of_a_slower_one_fail()
    {
        var same = RatePool.Draw(new("none", BrokeBudget: false, GatePairs.Slower(0)), 10, 500, seed: 1);
        var slower = RatePool.Draw(new("slow", BrokeBudget: false, GatePairs.Slower(0.06)), 10, 500, seed: 1);

        Assert.Equal(("none", 10, 0, 1, 0), (same.Name, same.Pairs, same.Failed, same.Passed, same.Inconclusive));
        Assert.Equal(("slow", 10, 1, 0, 0), (slower.Name, slower.Pairs, slower.Failed, slower.Passed, slower.Inconclusive));
        Assert.Equal(0.06, slower.P50!.Value, precision: 2);
    }
}
