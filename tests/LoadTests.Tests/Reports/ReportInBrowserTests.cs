using AspireStateless.Judging;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Pages;
using AspireStateless.LoadTests.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>The report of a run, opened from a disk.</summary>
public sealed class ReportInBrowserTests(RunningBrowser browser) : IClassFixture<RunningBrowser>, IDisposable
{
    private const ulong DrawnCases = 25;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");

    [Fact]
    public async Task A_report_says_its_verdict_on_the_first_screen_and_asks_nothing_of_a_network()
    {
        await File.WriteAllTextAsync(_file, ReportPage.Of(BrokenRun()), TestContext.Current.CancellationToken);
        foreach (var (width, height, scheme) in new[] { (1280, 800, ColorScheme.Light), (390, 844, ColorScheme.Dark) })
        {
            await using var opened = await WatchedPage.OpenAsync(
                browser.Browser, new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
            var requests = new List<string>();
            opened.Page.Request += (_, request) => requests.Add(request.Url);
            await opened.Page.GotoAsync(new Uri(_file).AbsoluteUri);

            await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("FAILED");
            foreach (var said in await opened.Page.Locator("header.verdict > *").AllAsync())
            {
                await Expect(said).ToBeInViewportAsync(new() { Ratio = 1 });
            }

            await Expect(opened.Page.GetByRole(AriaRole.Slider).First).ToBeAttachedAsync();
            await opened.AssertUsableAsync();
            Assert.Equal([new Uri(_file).AbsoluteUri], requests);
        }
    }

    [Fact]
    public async Task Whatever_checkers_say_the_page_is_drawn_to_its_end()
    {
        await using var opened = await WatchedPage.OpenAsync(browser.Browser, new());
        for (ulong seed = 1; seed <= DrawnCases; seed++)
        {
            var report = RandomReport.Draw(seed);
            await File.WriteAllTextAsync(_file, ReportPage.Of(report), TestContext.Current.CancellationToken);
            await opened.Page.GotoAsync(new Uri(_file).AbsoluteUri);
            await Expect(opened.Page.Locator("#reproduce")).ToBeAttachedAsync();
            await Expect(opened.Page.Locator("#promises > details")).ToHaveCountAsync(report.Promises.Count);
            opened.AssertQuiet();
        }
    }

    public void Dispose() => File.Delete(_file);

    private static RunReport BrokenRun()
    {
        // The hundredth visit was counted twice.
        var run = PlannedRun.Of(
            TimeSpan.FromSeconds(5), 50, (n, attempt) => attempt with { Value = n > 100 ? attempt.Value - 1 : attempt.Value });
        var report = RunReport.Of(run, Judge.Of(run.Record));
        Assert.Equal((int)ExitCode.Failed, report.ExitCode);
        return report;
    }
}
