using static Microsoft.Playwright.Assertions;

namespace AspireStateless.Dashboard.Tests;

public sealed class LoginTests(RunningDashboard dashboard)
{
    [Fact]
    public async Task The_printed_link_logs_in_and_shows_the_resources()
    {
        await using var opened = await dashboard.OpenAsync("/");

        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Name = "Resources" })).ToBeVisibleAsync();
        foreach (var resource in new[] { "redis", "postgres", "shop", "load-tests" })
        {
            await Expect(opened.Page.GetByRole(AriaRole.Rowheader, new() { Name = resource, Exact = true })).ToBeVisibleAsync();
        }

        await Expect(opened.Page.GetByText("2 of 2 replicas run")).ToBeVisibleAsync();
        opened.AssertQuiet();
    }

    [Fact]
    public async Task A_wrong_token_is_refused_and_the_right_one_leads_to_the_page_that_was_asked_for()
    {
        await using var opened = await WatchedPage.OpenAsync(dashboard.Browser, options: null);
        var page = opened.Page;
        await page.GotoAsync(new Uri(dashboard.LoginUrl, "/traces").AbsoluteUri);
        await page.GetByLabel("Token").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not the one of this run");

        await page.GetByLabel("Token").FillAsync(dashboard.LoginUrl.Query["?t=".Length..]);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Uri(dashboard.LoginUrl, "/traces").AbsoluteUri);
    }
}
