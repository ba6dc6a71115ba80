using AspireStateless.LoadTests.Performance.Benches.Growth;
using AspireStateless.LoadTests.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace AspireStateless.LoadTests.Tests.Benches;

/// <summary>The charts of a bench, opened from a disk.</summary>
public sealed class GrowthPageTests(RunningBrowser browser) : IClassFixture<RunningBrowser>, IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");

    [Fact]
    public async Task Each_curve_is_drawn_and_what_is_missing_is_said()
    {
        var curve = new GrowthCurve("Time of one", "pages", "µs");
        IReadOnlyList<GrowthCurve> curves =
        [
            curve.With([1000, 10_000, 1_000_000], [[99, 120], [100], [200, 0.5]]),
            curve with { Points = [new(1, [5], null), new(2, [], "No <room>.")] },
            curve with { Missing = "It was refused." },
        ];
        await File.WriteAllTextAsync(
            _file, GrowthPage.Of(curves, DateTimeOffset.UnixEpoch), TestContext.Current.CancellationToken);
        await using var opened = await WatchedPage.OpenAsync(browser.Browser, new());
        await opened.Page.GotoAsync(new Uri(_file).AbsoluteUri);
        await Expect(opened.Page.Locator("figure > svg")).ToHaveCountAsync(2);
        await Expect(opened.Page.Locator("circle")).ToHaveCountAsync(4);
        await Expect(opened.Page.Locator("polyline")).ToHaveCountAsync(1);
        await Expect(opened.Page.GetByText("Not measured at 2: No <room>.")).ToBeVisibleAsync();
        await Expect(opened.Page.GetByText("Not measured: It was refused.")).ToBeVisibleAsync();
        await opened.AssertUsableAsync();
    }

    public void Dispose() => File.Delete(_file);
}
