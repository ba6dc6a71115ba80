using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace AspireStateless.Dashboard.Tests;

public sealed partial class PagesTests(RunningDashboard dashboard)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_that_is_killed_from_the_page_leaves_and_comes_back_without_a_reload()
    {
        await using var opened = await dashboard.OpenAsync("/");
        var page = opened.Page;
        var row = page.Locator("tr[id^='api-']").First;
        await page.EvaluateAsync("window.isSamePage = true");

        await row.GetByRole(AriaRole.Button, new() { Name = "Kill api-" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();
        await Expect(row).ToContainTextAsync("Running");
        await row.GetByRole(AriaRole.Button, new() { Name = "Kill api-" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes", Exact = true }).ClickAsync();

        await Expect(row).ToContainTextAsync("Finished");
        await Expect(row).ToContainTextAsync("kill");
        await Expect(page.GetByText("1 of 2 replicas run")).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new() { NameRegex = Start() }).ClickAsync();
        await Expect(page.GetByText("2 of 2 replicas run")).ToBeVisibleAsync();
        await Expect(row).Not.ToContainTextAsync("kill", new() { IgnoreCase = false });
        Assert.True(await page.EvaluateAsync<bool>("window.isSamePage"));
        opened.AssertQuiet();
    }

    [Fact]
    public async Task A_replica_that_is_paused_says_so_until_it_is_resumed()
    {
        await using var opened = await dashboard.OpenAsync("/");
        var page = opened.Page;
        var row = page.Locator("tr[id^='api-']").First;

        await row.GetByRole(AriaRole.Button, new() { Name = "Pause api-" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes", Exact = true }).ClickAsync();
        await Expect(row.Locator(".state.bad")).ToHaveTextAsync("pause");
        await row.GetByRole(AriaRole.Button, new() { Name = "Resume api-" }).ClickAsync();

        await Expect(row.Locator(".state.bad")).ToHaveCountAsync(0);
        opened.AssertQuiet();
    }

    [Fact]
    public async Task A_secret_is_not_part_of_the_page_until_somebody_wants_to_see_it()
    {
        await using var opened = await dashboard.OpenAsync("/");
        var page = opened.Page;
        await page.Locator("tr[id^='api-'] th a").Last.ClickAsync();
        Assert.DoesNotContain("Password=", await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Show ConnectionStrings__shop" }).ClickAsync();

        await Expect(page.Locator("#secret-ConnectionStrings__shop")).ToContainTextAsync("Password=");
        opened.AssertQuiet();
    }

    [Fact]
    public async Task What_replicas_print_is_followed_and_searched()
    {
        await using var opened = await dashboard.OpenAsync("/consolelogs?resource=api");
        var lines = opened.Page.Locator("#console .line:visible");

        await Expect(lines.Filter(new() { HasText = "Application started" }).First).ToBeVisibleAsync();
        await opened.Page.GetByLabel("Search").FillAsync("Now listening on");
        await Expect(lines.Filter(new() { HasText = "Application started" })).ToHaveCountAsync(0);
        await opened.Page.WaitForURLAsync("**/*q=Now*");
        opened.AssertQuiet();
    }

    [Fact]
    public async Task A_trace_shows_the_service_with_what_it_asked_of_Redis_and_Postgres()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        await SendAsync(HttpMethod.Post, "/users", new { username = $"u-{trace[..20]}", password = "correct horse battery" }, trace);

        await using var opened = await dashboard.OpenAsync($"/traces/{trace}");
        var spans = opened.Page.Locator(".waterfall tbody tr");

        await Expect(spans.Filter(new() { HasText = "POST /users" })).ToBeVisibleAsync();
        await spans.Filter(new() { HasText = "POST /users" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(opened.Page.Locator("#details")).ToContainTextAsync("http.response.status_code");
        foreach (var asked in new[] { "redis", "postgresql" })
        {
            await Expect(spans.Filter(new() { HasText = asked }).First).ToBeVisibleAsync();
        }

        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "log record" }).ClickAsync();
        await Expect(opened.Page.GetByText("show all")).ToBeVisibleAsync();
        opened.AssertQuiet();
    }

    [Fact]
    public async Task A_metric_moves_under_load()
    {
        await using var opened = await dashboard.OpenAsync("/metrics?metric=Microsoft.AspNetCore.Hosting%7Chttp.server.request.duration&minutes=1&together=true");
        var line = opened.Page.Locator("#chart path.chart-line").First;
        await Expect(line).ToBeAttachedAsync();
        var before = await line.GetAttributeAsync("d");
        for (var i = 0; i < 50; i++)
        {
            await SendAsync(HttpMethod.Post, "/visits/browser", new { });
        }

        await Expect(line).Not.ToHaveAttributeAsync("d", before!);
        opened.AssertQuiet();
    }

    [Fact]
    public async Task A_metric_is_shown_of_one_route_alone()
    {
        const string Metric = "/metrics?metric=Microsoft.AspNetCore.Hosting%7Chttp.server.request.duration&minutes=1&together=true";
        const string Route = "http.route=/visits/{page}";
        await SendAsync(HttpMethod.Post, "/visits/browser", new { });
        await using var opened = await dashboard.OpenAsync(Metric);
        var page = opened.Page;
        var line = page.Locator("#chart path.chart-line").First;
        await Expect(line).ToBeAttachedAsync();

        await page.GotoAsync(new Uri(dashboard.LoginUrl, $"{Metric}&only={Uri.EscapeDataString(Route)}").AbsoluteUri);

        var only = page.GetByLabel("Only where");
        await Expect(only).ToHaveValueAsync(Route);
        await Expect(line).ToBeAttachedAsync();
        await only.SelectOptionAsync("");
        await Expect(page).ToHaveURLAsync(OfEverything());
        opened.AssertQuiet();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/consolelogs")]
    [InlineData("/structuredlogs")]
    [InlineData("/traces")]
    [InlineData("/metrics")]
    public async Task Every_page_can_be_used_by_everyone_on_a_phone_in_light_and_dark(string path)
    {
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using var opened = await dashboard.OpenAsync(path, new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
            await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await opened.AssertUsableAsync();
        }
    }

    [Fact]
    public async Task Details_can_be_used_on_a_phone()
    {
        await using var opened = await dashboard.OpenAsync("/", new() { ViewportSize = new() { Width = 390, Height = 800 } });

        await opened.Page.Locator("tr[id^='api-'] th a").First.ClickAsync();

        await Expect(opened.Page.Locator("#details")).ToBeInViewportAsync();
        await opened.AssertUsableAsync();
    }

    [Fact]
    public async Task A_keyboard_is_enough_to_ask_for_a_command_and_to_think_better_of_it()
    {
        await using var opened = await dashboard.OpenAsync("/");
        var page = opened.Page;
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "To the content" })).ToBeFocusedAsync();

        await page.Locator("tr[id^='redis-'] button").First.FocusAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Kill redis-" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page.Locator("tr[id^='redis-']").First).ToContainTextAsync("Running");
        opened.AssertQuiet();
    }

    private async Task SendAsync(HttpMethod method, string path, object body, string? trace = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(dashboard.ServiceUrl, path)) { Content = JsonContent.Create(body) };
        if (trace is not null)
        {
            request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        }

        using var response = await client.SendAsync(request, Cancelled);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancelled));
    }

    [GeneratedRegex("[?&]only=&", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfEverything();

    [GeneratedRegex("^Start api-", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Start();
}
