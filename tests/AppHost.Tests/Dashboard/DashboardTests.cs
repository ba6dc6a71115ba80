using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AspireStateless.AppHost.Tests.Dashboard;

/// <summary>What is ours in Aspire's dashboard, as people see it.</summary>
public sealed partial class DashboardTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Fact]
    public async Task A_replica_is_killed_and_comes_back_and_a_trace_shows_what_a_request_asked_of_redis_and_postgres()
    {
        await using var opened = await dashboard.LogInAsync();
        var page = opened.Page;
        var replicas = page.GetByRole(AriaRole.Row).Filter(new() { HasTextRegex = Replica() });
        await Expect(replicas).ToHaveCountAsync(2);
        await Expect(replicas.Filter(new() { HasText = "Running" })).ToHaveCountAsync(2);
        var replica = page.GetByRole(AriaRole.Row).Filter(new() { HasText = Replica().Match(await replicas.First.InnerTextAsync()).Value });

        await ChooseAsync(replica, "Kill");
        await page.Locator("fluent-dialog").Filter(new() { HasText = "Kill this instance of api?" })
            .Locator("fluent-button").Filter(new() { HasText = "Yes" }).ClickAsync();
        await Expect(replica).ToContainTextAsync("Finished");
        await Expect(replicas.Filter(new() { HasText = "Running" })).ToHaveCountAsync(1);
        await ChooseAsync(replica, "View details");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Faults" })).ToContainTextAsync("kill");
        await ChooseAsync(replica, "Start");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Faults" })).ToHaveCountAsync(0);
        await Expect(replicas.Filter(new() { HasTextRegex = Healthy() })).ToHaveCountAsync(2);

        await SignUpAsync();
        // The list of traces shows what arrives; the page of a trace that has not arrived yet would stay empty.
        await page.GotoAsync(new Uri(dashboard.LoginUrl, "/traces").AbsoluteUri);
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "POST /users" }).ClickAsync();
        var spans = page.GetByRole(AriaRole.Row);
        await Expect(spans.Filter(new() { HasText = "POST /users" })).ToHaveCountAsync(1);
        await Expect(spans.Filter(new() { HasText = "INSERT" }).First).ToContainTextAsync("shop");
        await spans.Filter(new() { HasText = "EVALSHA" }).First.ClickAsync();
        await Expect(spans.Filter(new() { HasText = "db.system.name" })).ToContainTextAsync("redis");
        opened.AssertQuiet();
    }

    [Fact]
    public async Task A_healthy_application_shows_no_banner_and_no_errors()
    {
        await using var opened = await dashboard.LogInAsync();
        var page = opened.Page;
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasTextRegex = Healthy() }).First).ToBeVisibleAsync();

        await Expect(page.GetByText("certificate")).ToHaveCountAsync(0);
        await page.GotoAsync(new Uri(dashboard.LoginUrl, "/structuredlogs").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasTextRegex = Replica() }).First).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(dashboard.LoginUrl, "/structuredlogs?logLevel=Error").AbsoluteUri);
        await Expect(page.GetByText("No structured logs found")).ToBeVisibleAsync();
        opened.AssertQuiet();
    }

    private static async Task ChooseAsync(ILocator row, string command)
    {
        await row.GetByRole(AriaRole.Button, new() { Name = "Actions" }).ClickAsync();
        await row.Page.GetByRole(AriaRole.Menuitem, new() { Name = command, Exact = true }).ClickAsync();
    }

    /// <summary>Asks both stores.</summary>
    private async Task SignUpAsync()
    {
        using var client = new HttpClient();
        using var response = await client.PostAsJsonAsync(
            new Uri(dashboard.ServiceUrl, "/users"),
            new { username = "trace-me", password = "correct horse battery" },
            TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("api-[a-z]{8}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Replica();

    // As the text of the row has it, with or without space between cells; not followed by what ails it.
    [GeneratedRegex(@"api-[a-z]{8}\s*Running(?!\s*\()", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Healthy();
}
