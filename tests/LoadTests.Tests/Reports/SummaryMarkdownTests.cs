using System.Text.Json;
using AspireStateless.Control;
using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Tests;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>What a CI job page shows of a big run.</summary>
public sealed class SummaryMarkdownTests
{
    private const int OneScreen = 40;
    private const int Faults = 25;

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_run_with_25_faults_fits_one_screen_however_much_of_it_is_broken(int broken)
    {
        var summary = SummaryMarkdown.Of(Big(broken));
        List<string> shown = [.. Shown(summary)];
        Assert.True(shown.Count <= OneScreen, $"{shown.Count} lines:{Environment.NewLine}{string.Join(Environment.NewLine, shown)}");
        Assert.Contains(shown, line =>
            line.StartsWith($"{Faults} of {Faults} faults confirmed; slowest recovery ", StringComparison.Ordinal));
        Assert.Equal(Faults, summary.Split('\n').Count(line => line.Contains("| kill | api-a |", StringComparison.Ordinal)));
        Assert.Equal(11, shown.Count(
            line => line.StartsWith("| Promise", StringComparison.Ordinal) && line.EndsWith(" |", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public void What_decides_the_verdict_is_never_folded()
    {
        var report = Big(broken: 1);
        var limit = new CheckResult("faults with evidence", CheckKind.Limit, CheckState.Broken, "3", "all 4", Counts: true, "faults");
        List<string> shown = [.. Shown(SummaryMarkdown.Of(report with { Checks = [.. report.Checks, limit] }))];
        Assert.Contains("- rule 0 of promise 0", shown);
        Assert.Contains("| faults with evidence | 3 | all 4 | NO |", shown);
    }

    [Fact]
    public void A_generator_that_was_not_trustworthy_is_named_beside_the_times_and_changes_no_verdict()
    {
        var report = Big(broken: 0);
        Assert.Contains(Shown(SummaryMarkdown.Of(report)), line =>
            line.Contains(
                "Generator: times are INVALID, promises are judged all the same: during the run, the generator itself stood still",
                StringComparison.Ordinal));
        var check = Assert.Single(report.Checks, check => check.Name == "times can be trusted");
        Assert.Equal((CheckState.Broken, false), (check.State, check.Counts));
    }

    /// <summary>The lines that are seen before anything is opened.</summary>
    private static IEnumerable<string> Shown(string summary)
    {
        var folded = false;
        foreach (var line in summary.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (!folded)
            {
                yield return line;
            }

            folded = line.StartsWith("<details>", StringComparison.Ordinal) || (folded && line != "</details>");
        }
    }

    private static RunReport Big(int broken)
    {
        var builder = new RecordBuilder();
        for (var n = 0; n < Faults; n++)
        {
            builder.Fault(FaultKinds.Kill, "api", (3 + (3L * n)) * PlannedRun.Second, (4 + (3L * n)) * PlannedRun.Second, "api-a", pid: n
                + 1);
        }

        RunEvent measured = new(RunEventType.Measured, 0)
        {
            Details = JsonSerializer.SerializeToElement(
                new MeasuredRun(Traffic(), MachineResult.OfThis() with { DebugBuild = false }, null, Tainted), ReportJson.Format),
        };
        var run = PlannedRun.Of(TimeSpan.FromSeconds(80), 20, null, [.. builder.Build().Faults.Events, measured]);
        var report = RunReport.Of(run, Judge.Of(run.Record));
        var promise = report.Promises[0];
        return report with { Promises = [.. Enumerable.Range(0, 11).Select(n => Promise(promise, n, n < broken))] };
    }

    private static PromiseResult Promise(PromiseResult like, int n, bool broken) => like with
    {
        Name = $"Promise {n}",
        Proven = false,
        ViolationCount = broken ? 3 : 0,
        Violations = broken
            ? [.. Enumerable.Range(0, 3)
            .Select(rule => new ViolationResult($"rule {rule} of promise {n}", $"one{Environment.NewLine}two{Environment.NewLine}", []))]
            : [],
    };

    private static GeneratorHealth Tainted { get; } = new()
    {
        Slices = 80,
        TaintedSlices = 20,
        GcPauseMilliseconds = 9,
        WorstGcPauseMilliseconds = 4,
        WorstQueueMilliseconds = 30,
        Cores = 0.1,
        OtherCores = 1,
        StealShare = 0,
    };

    private static TrafficResult Traffic()
    {
        var times = LatencyResult.Of(new LatencyHistogram());
        return new TrafficResult
        {
            DurationSeconds = 80,
            Planned = 1600,
            Sent = 1600,
            Shed = 0,
            Ok = 1600,
            Failed = 0,
            Unknown = 0,
            Response = times,
            Service = times,
            Lateness = times,
            GeneratorCores = 0.1,
            AppHostCores = 0.1,
        };
    }
}
