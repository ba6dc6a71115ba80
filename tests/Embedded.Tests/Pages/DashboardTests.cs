using System.Net;
using AspireStateless.Dashboard;
using Microsoft.Extensions.Logging.Abstractions;

namespace AspireStateless.Embedded.Tests.Pages;

public sealed class DashboardTests : IAsyncLifetime
{
    private readonly SampleResources resources = new();
    private DashboardHost dashboard = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardHost.StartAsync(
            new DashboardOptions { BrowserToken = "the token" }, resources, NullLoggerFactory.Instance, Deadline.Token);
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.Url };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_login_link_gives_a_cookie_that_opens_the_pages()
    {
        using var login = await client.GetAsync(dashboard.LoginUrl, Deadline.Token);

        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        Assert.Equal("/", login.Headers.Location?.OriginalString);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("the%20token", cookie, StringComparison.Ordinal);
        Assert.Contains(SampleResources.Id, await client.GetStringAsync("/", Deadline.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "text/html", HttpStatusCode.Redirect)]
    [InlineData("/live/resources", "text/event-stream", HttpStatusCode.Unauthorized)]
    [InlineData("/login?t=wrong", "text/html", HttpStatusCode.Unauthorized)]
    [InlineData("/login?t=", "text/html", HttpStatusCode.Unauthorized)]
    public async Task Nobody_sees_anything_without_the_token(string path, string accept, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        using var response = await client.SendAsync(request, Deadline.Token);

        Assert.Equal(status, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    public async Task A_login_leads_to_no_other_site(string elsewhere)
    {
        using var login = await client.GetAsync($"{dashboard.LoginUrl}&returnUrl={Uri.EscapeDataString(elsewhere)}", Deadline.Token);

        Assert.Equal("/", login.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_foreign_name_that_points_here_is_not_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, dashboard.LoginUrl);
        request.Headers.Host = "elsewhere.example";
        using var response = await client.SendAsync(request, Deadline.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_command_runs_when_it_is_confirmed_and_asked_for_by_our_own_page()
    {
        await LogInAsync();
        var command = $"/resources/{SampleResources.Id}/commands/kill";

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(command, "same-origin"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync($"{command}?confirmed=true", "cross-site"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/resources/other/commands/kill?confirmed=true", "same-origin"));
        Assert.Empty(resources.Run);
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"{command}?confirmed=true", "same-origin"));
        Assert.Equal([$"kill {SampleResources.Id}"], resources.Run);
    }

    [Fact]
    public async Task A_secret_is_on_no_page_and_is_told_to_who_asks_for_it()
    {
        await LogInAsync();

        Assert.DoesNotContain(SampleResources.Secret, await client.GetStringAsync($"/?instance={SampleResources.Id}", Deadline.Token), StringComparison.Ordinal);
        Assert.Equal(
            SampleResources.Secret,
            await client.GetStringAsync($"/resources/{SampleResources.Id}/environment/ConnectionStrings__shop", Deadline.Token));
    }

    [Fact]
    public async Task Lines_of_output_are_streamed_as_they_were_printed()
    {
        await LogInAsync();
        await using var stream = await client.GetStreamAsync("/consolelogs/stream?of=sample", Deadline.Token);
        using var reader = new StreamReader(stream);

        var first = await reader.ReadLineAsync(Deadline.Token);

        Assert.Contains("\"text\":\"<b>first</b>\"", first, StringComparison.Ordinal);
        Assert.Contains("\"isError\":true", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_page_is_told_of_a_change()
    {
        await LogInAsync();
        await using var stream = await client.GetStreamAsync("/live/resources", Deadline.Token);
        using var reader = new StreamReader(stream);
        Assert.Equal("data: 0", await reader.ReadLineAsync(Deadline.Token));
        await reader.ReadLineAsync(Deadline.Token);

        resources.Changes.Raise();

        Assert.Equal("data: 1", await reader.ReadLineAsync(Deadline.Token));
    }

    [Theory]
    [InlineData("/structuredlogs?level=nonsense&trace=nonsense&record=nonsense")]
    [InlineData("/traces/nonsense")]
    [InlineData("/traces?min=-1")]
    [InlineData("/metrics?metric=nonsense")]
    [InlineData("/consolelogs?of=nonsense")]
    [InlineData("/?instance=<script>")]
    public async Task A_link_to_what_is_not_there_is_a_page_all_the_same(string path)
    {
        await LogInAsync();

        Assert.DoesNotContain("<script>", await client.GetStringAsync(path, Deadline.Token), StringComparison.Ordinal);
    }

    private async Task LogInAsync()
    {
        using var login = await client.GetAsync(dashboard.LoginUrl, Deadline.Token);
        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
    }

    private async Task<HttpStatusCode> PostAsync(string path, string site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Sec-Fetch-Site", site);
        using var response = await client.SendAsync(request, Deadline.Token);
        return response.StatusCode;
    }
}
