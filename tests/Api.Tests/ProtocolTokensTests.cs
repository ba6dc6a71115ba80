using System.Net;
using System.Text;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>What a standard compares without case, or writes in more than one way, is taken in every way.</summary>
public sealed class ProtocolTokensTests(HostPair hosts) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Theory]
    [InlineData("Bearer {0}", HttpStatusCode.OK)]
    [InlineData("bearer {0}", HttpStatusCode.OK)]
    [InlineData("BEARER {0}", HttpStatusCode.OK)]
    [InlineData("Bearer   {0}", HttpStatusCode.OK)]
    [InlineData("Bearer{0}", HttpStatusCode.Unauthorized)]
    [InlineData("Bearers {0}", HttpStatusCode.Unauthorized)]
    [InlineData("Basic {0}", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer {0} {0}", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    public async Task The_scheme_of_a_token_has_no_case(string authorization, HttpStatusCode expected)
    {
        var user = await Client.EnterAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/session");
        request.Headers.TryAddWithoutValidation("authorization", string.Format(null, authorization, user.Token));

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("APPLICATION/JSON", HttpStatusCode.OK)]
    [InlineData("application/json;charset=UTF-8", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-8; version=1", HttpStatusCode.OK)]
    [InlineData("application/json; CHARSET=\"UTF-8\"", HttpStatusCode.OK)]
    [InlineData("application/json; charset=\"utf-\\8\"", HttpStatusCode.OK)]
    [InlineData("application/merge-patch+json; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=nonsense", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=\"\"", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/jsonp", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_is_JSON_in_UTF_8_however_that_is_written(string mediaType, HttpStatusCode expected)
    {
        var user = await Client.EnterAsync();

        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, $"/visits/{Pages.New()}", "{}"), (HttpMethod.Patch, "/session", """{ "fields": { "theme": "ä" } }"""),
        })
        {
            using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            request.Headers.Authorization = new("Bearer", user.Token);
            using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal((path, expected), (path, response.StatusCode));
        }
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("1", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.OK)]
    [InlineData("\"7\" ,, W/\"2\",\"1\"", HttpStatusCode.OK)]
    [InlineData("\"of-another,service\", \"1\"", HttpStatusCode.OK)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"01\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"7\", \"8\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"of-another-service\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"1", HttpStatusCode.BadRequest)]
    [InlineData("w/\"1\"", HttpStatusCode.BadRequest)]
    [InlineData("*, \"1\"", HttpStatusCode.BadRequest)]
    [InlineData(",", HttpStatusCode.BadRequest)]
    public async Task If_Match_is_a_list_of_tags_of_which_only_strong_ones_match(string ifMatch, HttpStatusCode expected)
    {
        var user = await Client.EnterAsync();

        using var response = await Client.SendAsync(
            user, HttpMethod.Patch, "/session", new { fields = new { theme = "dark" } }, ("If-Match", ifMatch));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task If_Match_may_stand_in_two_lines()
    {
        var user = await Client.EnterAsync();

        await Client.CallAsync(
            user, HttpMethod.Patch, "/session", new { fields = new { theme = "dark" } }, ("If-Match", "\"7\""), ("If-Match", "\"1\""));
    }

    [Fact]
    public async Task A_key_in_quotes_as_structured_fields_have_it_is_the_same_key()
    {
        var page = Pages.New();

        Assert.Equal(1, await Client.CountAsync(page, "key-1"));
        Assert.Equal(1, await Client.CountAsync(page, "\"key-1\""));
    }

    [Theory]
    [InlineData("http://shop.example", "shop.example", true)]
    [InlineData("http://shop.example", "SHOP.example", true)]
    [InlineData("http://shop.example", "shop.example:80", true)]
    [InlineData("HTTP://Shop.Example:80", "shop.example", true)]
    [InlineData("http://shop.example:81", "shop.example", false)]
    [InlineData("https://shop.example", "shop.example", false)]
    [InlineData("http://shop.example.evil", "shop.example", false)]
    [InlineData("http://evil@shop.example", "shop.example", false)]
    [InlineData("shop.example", "shop.example", false)]
    public async Task An_origin_is_this_site_whatever_its_case_and_with_or_without_the_port_that_goes_without_saying(
        string origin, string host, bool isOwn)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/page/log-out");
        request.Content = new FormUrlEncodedContent([]);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Host", host);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Client.BaseAddress };

        using var response = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(isOwn ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden, response.StatusCode);
    }
}
