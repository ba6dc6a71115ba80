using System.Text;
using System.Text.RegularExpressions;
using AspireStateless.Judging;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Pages;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>What a page has to be before a browser sees it.</summary>
public sealed partial class ReportPageTests
{
    private const int MostBytes = 1_500_000;

    [Theory]
    [InlineData("report.js")]
    [InlineData("live.js")]
    [InlineData("growth.js")]
    public void Modules_become_one_that_imports_nothing_and_names_nothing_twice(string module)
    {
        var script = PageAssets.Bundle(PageAssets.Folder + module);
        Assert.DoesNotMatch(@"(?m)^\s*(import|export)\b", script);
        Assert.DoesNotContain("</script", script, StringComparison.OrdinalIgnoreCase);
        string[] names = [.. TopLevelName().Matches(script).Select(match => match.Groups["name"].Value)];
        Assert.True(names.Length > 20);
        Assert.Equal(names.Distinct().Order(), names.Order());
    }

    [Fact]
    public void A_page_asks_nothing_of_a_network()
    {
        var page = ReportPage.Of(Report(PlannedRun.Of(TimeSpan.FromSeconds(1), 50)));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href)="(?!#)""", page);
        Assert.DoesNotMatch(@"@import|url\((?!#)|fetch\(|XMLHttpRequest|EventSource", page);
    }

    [Fact]
    public void The_verdict_stands_in_the_page_before_any_script()
    {
        var report = Report(PlannedRun.Of(
            TimeSpan.FromSeconds(1), 50)) with
        { ExitCode = (int)ExitCode.Failed, Verdict = "FAILED: <b>1 & 2</b>" };
        var page = ReportPage.Of(report);
        var heading = page.IndexOf("<h1>✗ FAILED: &lt;b&gt;1 &amp; 2&lt;/b&gt;</h1>", StringComparison.Ordinal);
        Assert.InRange(heading, 1, page.IndexOf("<script", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_in_a_result_can_end_its_script()
    {
        var report = Report(PlannedRun.Of(TimeSpan.FromSeconds(1), 50)) with { Command = "</script><script>alert(1)</script>{{title}}" };
        var page = ReportPage.Of(report);
        Assert.Equal(2, Regex.Count(page, "</script>"));
        Assert.Contains("{{title}}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_200_000_operations_of_which_a_tenth_failed_fits_into_a_page()
    {
        var run = PlannedRun.Of(TimeSpan.FromSeconds(400), 500, (n, attempt) => n % 10 == 0 ? PlannedRun.Unanswered(attempt) : attempt);
        Assert.InRange(run.History.Attempts.Length, 195_000, 205_000);

        // Everything but the verdict, which costs more than all of the report.
        var judgement = new Judgement { Promises = [], SelfTest = new SelfTest(0, []), Invalid = ["not judged"] };
        var report = RunReport.Of(run, judgement);
        Assert.True(report.Details.LeftOut > 5_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(ReportPage.Of(report)), 300_000, MostBytes);
    }

    private static RunReport Report(RecordedRun run) => RunReport.Of(run, Judge.Of(run.Record));

    [GeneratedRegex(
        @"^(?:async )?(?:function|class|const|let) (?<name>[\w$]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex TopLevelName();
}
