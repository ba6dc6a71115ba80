using System.Text.Json;
using AspireStateless.LoadTests.Performance.Gates;
using AspireStateless.LoadTests.Performance.Gates.Recoveries;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Reports.Pages;

namespace AspireStateless.LoadTests.Tests.Gates;

/// <summary>What the gate says of two builds that met the same faults.</summary>
public sealed class RecoveryGateTests
{
    private static readonly GateOptions Options = new()
    {
        Baseline = "HEAD~1",
        Pairs = 0,
        Recoveries = 2,
        More = false,
        Seed = 5,
        Bug = null,
        Output = "",
    };

    [Fact]
    public void A_build_that_recovers_as_the_other_passes_without_times_to_compare()
    {
        var report = Report(RecoveryRuns.Result());
        Assert.True(report.ExitCode == 0, report.Verdict);
        Assert.Contains("times were not compared; under 12 faults it kept its promises", report.Verdict, StringComparison.Ordinal);
        Assert.All(report.Checks, check => Assert.Equal(CheckState.Holds, check.State));
    }

    [Fact]
    public void A_slower_recovery_fails_by_the_kind_of_fault_with_its_bounds()
    {
        var report = Report(RecoveryRuns.Result(slowerMs: 900));
        Assert.Equal(1, report.ExitCode);
        Assert.StartsWith("FAILED: kill of a replica: recovery ", report.Verdict, StringComparison.Ordinal);
        Assert.Contains("6 pairs", report.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Checks, check =>
            check.State == CheckState.Broken && check.Name.StartsWith("stop", StringComparison.Ordinal));
    }

    [Fact]
    public void Recoveries_that_spread_by_more_than_they_differ_fail_nobody()
    {
        // As on a machine on which a start takes 2 to 13 s: every fault took longer on the candidate, by chance.
        double[] longer = [200, 9000, 600, 300, 7000, 2000];
        var report = Report(RecoveryRuns.Result(candidate: run => run with
        {
            Faults = [.. run.Faults.Select(
                fault => fault with { RecoveryMs = fault.RecoveryMs + longer[((3 * run.Pair) + (fault.Planned / 2)) % longer.Length] })],
        }));
        Assert.True(report.ExitCode == 2, report.Verdict);
        Assert.Contains("recovery", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void More_failed_requests_around_the_faults_fail_though_the_harness_was_late()
    {
        var report = Report(RecoveryRuns.Result(failsMore: 40, lateMs: 900));
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("requests failed", report.Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(900)]
    public void Recoveries_timed_by_a_harness_that_was_late_neither_pass_nor_fail(double slowerMs)
    {
        var report = Report(RecoveryRuns.Result(slowerMs, lateMs: 900));
        Assert.Equal(3, report.ExitCode);
        Assert.Contains("900 ms late", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_promise_that_the_candidate_breaks_fails_it_whatever_else_was_not_in_order()
    {
        var report = Report(RecoveryRuns.Result(
            lateMs: 900, candidate: run => run with { Broken = ["Stop"], Objections = ["no evidence"] }));
        Assert.Equal(1, report.ExitCode);
        Assert.StartsWith(
            "FAILED: promises broken under faults: Stop (pair 1, candidate: recovery-1-Candidate)", report.Verdict,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_faults_of_a_kind_are_not_decided_and_named()
    {
        var report = Report(RecoveryRuns.Result(pairs: 1));
        Assert.Equal(2, report.ExitCode);
        Assert.Contains("not decided: kill of a replica: recovery", report.Verdict, StringComparison.Ordinal);
        Assert.Contains("too few pairs for bounds (3)", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_met_no_fault_prove_nothing()
    {
        var report = Report(RecoveryRuns.Result(candidate: run => run with { Faults = [] }));
        Assert.Equal(2, report.ExitCode);
        Assert.Equal(2, Report(new RecoveryResult(2, [], 1)).ExitCode);
    }

    [Fact]
    public void A_run_that_proves_too_little_is_not_decided()
    {
        var report = Report(RecoveryRuns.Result(candidate: run => run with { Unproven = "NOT PROVEN: Visits: hops: 3 of at least 300" }));
        Assert.Equal(2, report.ExitCode);
        Assert.Contains("hops: 3 of at least 300", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_never_served_again_counts_as_the_longest_recovery()
    {
        var report = Report(RecoveryRuns.Result(
            candidate: run => run with { Faults = [.. run.Faults.Select(fault => fault with { RecoveryMs = null })] }));
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("29", report.Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.05, 1)]
    public void Recoveries_do_not_excuse_slower_times(double slower, int expected)
    {
        var result = GatePairs.Result(GatePairs.Slower(slower)) with { Recovery = RecoveryRuns.Result() };
        Assert.Equal(expected, GateReport.Of(result, Options).ExitCode);
    }

    [Fact]
    public void Result_summary_page_and_test_cases_have_every_comparison()
    {
        var result = Gate(RecoveryRuns.Result(slowerMs: 900));
        var report = GateReport.Of(result, Options);
        var text = JsonSerializer.Serialize(result.Recovery, ReportJson.Format);
        Assert.Equal(text, JsonSerializer.Serialize(
            JsonSerializer.Deserialize<RecoveryResult>(text, ReportJson.Format), ReportJson.Format));
        Assert.Contains("\"failedShare\"", text, StringComparison.Ordinal);
        Assert.Contains("| kill of a replica: recovery |", SummaryMarkdown.Of(report), StringComparison.Ordinal);
        Assert.Contains("\"recovery\":{", ReportPage.Of(report), StringComparison.Ordinal);
        using var lines = new StringWriter();
        GateText.Write(result, report, lines, "folder");
        Assert.Contains("WORSE        kill of a replica: recovery", lines.ToString(), StringComparison.Ordinal);
    }

    private static GateResult Gate(RecoveryResult recovery) => GatePairs.Result([]) with { ComparesTimes = false, Recovery = recovery };

    private static RunReport Report(RecoveryResult recovery) => GateReport.Of(Gate(recovery), Options);
}
