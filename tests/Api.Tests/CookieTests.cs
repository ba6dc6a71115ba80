using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>A browser sends cookies to all ports of a host: its applications must not share a name, and their replicas must.</summary>
public sealed class CookieTests(Stores stores)
{
    [Fact]
    public async Task Replicas_of_one_application_share_a_cookie_also_after_a_restart_and_another_application_leaves_it_alone()
    {
        var shop = new ApiHost(stores);
        using var replica = new ApiHost(stores);
        using var other = new ApiHost(stores.With(stores.Postgres, await stores.Postgres.CreateDatabaseAsync()));
        var cookies = new CookieContainer();

        await LogInAsync(shop, cookies);
        await LogInAsync(other, cookies);

        Assert.True(await IsLoggedInAsync(shop, cookies));
        Assert.True(await IsLoggedInAsync(replica, cookies));
        Assert.True(await IsLoggedInAsync(other, cookies));
        await shop.DisposeAsync();
        using var restarted = new ApiHost(stores);
        Assert.True(await IsLoggedInAsync(restarted, cookies));
    }

    [Fact]
    public async Task The_name_can_be_set_and_names_that_no_browser_takes_are_refused()
    {
        using var host = new ApiHost(stores, ("Sessions:Cookie", "shop-of-ours"));
        var cookies = new CookieContainer();

        await LogInAsync(host, cookies);

        Assert.Equal("shop-of-ours", Assert.Single(cookies.GetAllCookies()).Name);
    }

    private static async Task LogInAsync(ApiHost host, CookieContainer cookies)
    {
        using var browser = Browser(host, cookies);
        using var form = new FormUrlEncodedContent([new("username", "admin"), new("password", Stores.AdminPassword)]);
        using var response = await browser.PostAsync("/page/log-in", form, TestContext.Current.CancellationToken);
        Assert.Equal("/?note=welcome", response.Headers.Location!.ToString());
    }

    private static async Task<bool> IsLoggedInAsync(ApiHost host, CookieContainer cookies)
    {
        using var browser = Browser(host, cookies);
        using var response = await browser.GetAsync("/session", TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode;
    }

    private static HttpClient Browser(ApiHost host, CookieContainer cookies)
    {
        using var started = host.CreateClient();
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        browser.BaseAddress = started.BaseAddress;
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }
}
