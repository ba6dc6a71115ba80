using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>The page of the tutorial, without a script. Its counter belongs to everyone, so a test asks only that it grows.</summary>
public sealed partial class HomePageTests(HostPair hosts, Stores stores) : IClassFixture<HostPair>, IDisposable
{
    private HttpClient? _browser;

    private HttpClient Browser => _browser ??= NewBrowser();

    [Fact]
    public async Task Loading_the_page_counts_a_visit_and_shows_count_and_replica()
    {
        using var first = await Browser.GetAsync("/", TestContext.Current.CancellationToken);
        var firstPage = await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var secondPage = await PageAsync();

        Assert.Equal("text/html", first.Content.Headers.ContentType?.MediaType);
        Assert.Contains(first.Headers.GetValues("Replica").Single(), firstPage, StringComparison.Ordinal);
        Assert.True(CountOn(firstPage) < CountOn(secondPage));
        Assert.True(CountOn(secondPage) <= await Browser.ReadCountAsync("home"));
    }

    [Fact]
    public async Task A_visitor_signs_up_says_where_he_is_buys_and_leaves()
    {
        var name = AccountRequests.NewName();

        var signedUp = await SubmitAsync("/page/sign-up", ("username", name), ("password", LoggedIn.Password));
        Assert.Contains("You are logged in", signedUp, StringComparison.Ordinal);
        var located = await SubmitAsync("/page/location", ("location", "Aix <Provence>"));
        Assert.Contains("value=\"Aix &lt;Provence&gt;\"", located, StringComparison.Ordinal);
        var full = await SubmitAsync("/page/cart", ("sku", "MUG"), ("quantity", "2"));
        Assert.Contains("2 &#xD7; MUG", full, StringComparison.Ordinal);
        var key = Key().Match(full).Groups["key"].Value;
        var bought = await SubmitAsync("/page/order", ("key", key));
        Assert.Contains("Thank you", bought, StringComparison.Ordinal);
        Assert.Contains("Nothing in it", bought, StringComparison.Ordinal);
        Assert.Contains("Thank you", await SubmitAsync("/page/order", ("key", key)), StringComparison.Ordinal);
        Assert.Equal(1L, await stores.Postgres.ExecuteAsync($"SELECT count(*) FROM orders WHERE username = '{name}'"));
        Assert.DoesNotContain(name, await SubmitAsync("/page/log-out"), StringComparison.Ordinal);
        Assert.Contains(
            name, await SubmitAsync("/page/log-in", ("username", name), ("password", LoggedIn.Password)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page/log-in", "User name or password is wrong", "username=nobody-here&password=wrong password")]
    [InlineData("/page/log-in", "User names have 3 to 32 characters", "username=X&password=wrong password")]
    [InlineData("/page/sign-up", "User names have 3 to 32 characters", "username=somebody&password=short")]
    [InlineData("/page/sign-up", "This user name is taken", "username=admin&password=wrong password")]
    [InlineData("/page/location", "Your session has ended", "location=Oslo")]
    [InlineData("/page/cart", "Your session has ended", "sku=MUG&quantity=1")]
    [InlineData("/page/order", "Your session has ended", "key=key-1")]
    public async Task What_went_wrong_is_said_on_the_page(string path, string said, string form)
    {
        var fields = form.Split('&').Select(field => field.Split('=')).Select(field => (field[0], field[1])).ToArray();

        Assert.Contains(said, await SubmitAsync(path, fields), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_cannot_make_the_page_say_anything_of_its_own()
    {
        var page = await Browser.GetStringAsync("/?note=%3Cb%3Esend+me+your+password%3C/b%3E", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("send me", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/page/log-in")
        {
            Content = new FormUrlEncodedContent([new("username", "admin"), new("password", Stores.AdminPassword)]),
        };
        request.Headers.Add("Origin", "https://evil.example");

        using var response = await Browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        client.BaseAddress = Browser.BaseAddress;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/page/log-in")
        {
            Content = new FormUrlEncodedContent([new("username", "admin"), new("password", Stores.AdminPassword)]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _browser?.Dispose();

    private static long CountOn(string page) => long.Parse(Count().Match(page).Groups["count"].Value, CultureInfo.InvariantCulture);

    private HttpClient NewBrowser()
    {
        var address = hosts.Client.BaseAddress!;
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return browser;
    }

    private Task<string> PageAsync() => Browser.GetStringAsync("/", TestContext.Current.CancellationToken);

    /// <returns>The page that the browser is sent to.</returns>
    private async Task<string> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await Browser.PostAsync(path, form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("id=\"count\">(?<count>[0-9]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();

    [GeneratedRegex("name=\"key\" value=\"(?<key>[0-9a-f]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
