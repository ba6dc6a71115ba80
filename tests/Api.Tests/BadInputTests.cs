using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Whatever breaks the contract is a 4xx problem that names the field, and counts nothing.</summary>
public sealed class BadInputTests(HostPair hosts) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    public static TheoryData<string> IllegalPages =>
    [
        "HOME", "a_b", "a.b", "a%20b", "a%2Fb", "%C3%A4", "a%0Ab", "a:b", "{a}", "%25", new string('a', 65),
    ];

    public static TheoryData<string> IllegalKeys => ["", " ", "a b", "a.b", "a:b", "ä", "a,b", new string('a', 65)];

    [Theory, MemberData(nameof(IllegalPages))]
    public async Task An_illegal_page_is_refused_by_name(string page)
    {
        using var posted = await Client.PostVisitAsync(page);
        using var read = await Client.GetAsync($"/visits/{page}", TestContext.Current.CancellationToken);

        foreach (var response in new[] { posted, read })
        {
            var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "invalid-input", definite: true);
            Assert.Equal("page", (string?)problem["field"]);
        }
    }

    [Theory, MemberData(nameof(IllegalKeys))]
    public async Task An_illegal_key_is_refused_by_name_and_counts_nothing(string key)
    {
        var page = Pages.New();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/visits/{page}") { Content = Json("{}") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = Client.BaseAddress,
        };

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "invalid-input", definite: true);
        Assert.Equal("Idempotency-Key", (string?)problem["field"]);
        Assert.Equal(0, await Client.ReadCountAsync(page));
    }

    [Fact]
    public async Task Two_keys_on_one_request_are_refused()
    {
        var page = Pages.New();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/visits/{page}") { Content = Json("{}") };
        request.Headers.Add("Idempotency-Key", ["key-1", "key-2"]);

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "invalid-input", definite: true);
        Assert.Equal(0, await Client.ReadCountAsync(page));
    }

    [Theory]
    [InlineData(" ", "body")]
    [InlineData("{", "body")]
    [InlineData("{}{}", "body")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("1", "body")]
    [InlineData("\0", "body")]
    [InlineData("{\"count\":5}", "count")]
    public async Task A_body_that_is_not_an_empty_JSON_object_is_refused(string text, string field)
    {
        var page = Pages.New();

        using var response = await PostAsync(page, Json(text));

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "invalid-input", definite: true);
        Assert.Equal(field, (string?)problem["field"]);
        Assert.Equal(0, await Client.ReadCountAsync(page));
    }

    [Theory]
    [InlineData(1025, false)]
    [InlineData(1025, true)]
    [InlineData(100_000, false)]
    [InlineData(100_000, true)]
    public async Task A_body_over_1024_bytes_is_refused_whether_it_states_its_length_or_not(int bytes, bool chunked)
    {
        var page = Pages.New();
        var content = Json("{" + new string(' ', bytes - 2) + "}");

        using var response = await PostAsync(page, content, chunked);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.RequestEntityTooLarge, "body-too-large", definite: true);
        Assert.Equal("body", (string?)problem["field"]);
        Assert.Equal(0, await Client.ReadCountAsync(page));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_1024_bytes_is_accepted(bool chunked)
    {
        using var response = await PostAsync(Pages.New(), Json("{" + new string(' ', 1022) + "}"), chunked);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task No_body_at_all_is_accepted()
    {
        using var response = await PostAsync(Pages.New(), new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData(null)]
    public async Task A_body_of_another_media_type_is_refused(string? mediaType)
    {
        var page = Pages.New();
        var content = Json("{}");
        content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);

        using var response = await PostAsync(page, content);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", definite: true);
        Assert.Equal("Content-Type", (string?)problem["field"]);
        Assert.Equal(0, await Client.ReadCountAsync(page));
    }

    [Theory]
    [InlineData("PUT", "/visits/home")]
    [InlineData("DELETE", "/visits/home")]
    [InlineData("PATCH", "/visits/home")]
    [InlineData("POST", "/operations/key-1")]
    [InlineData("POST", "/replica")]
    [InlineData("POST", "/")]
    public async Task A_wrong_method_is_refused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Json("{}") };

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ProblemAssert.IsAsync(response, HttpStatusCode.MethodNotAllowed, "method-not-allowed", definite: true);
    }

    [Theory]
    [InlineData("/visits")]
    [InlineData("/visits/")]
    [InlineData("/visits/a/b")]
    [InlineData("/operations/")]
    [InlineData("/nothing")]
    public async Task An_unknown_path_is_a_problem_for_every_client(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "not-found", definite: true);
    }

    [Theory]
    [InlineData("/operations/key-1", "path")]
    [InlineData("/operations/key-1?path=", "path")]
    [InlineData("/operations/key-1?path=home", "path")]
    [InlineData("/operations/key-1?path=/visits/", "path")]
    [InlineData("/operations/key-1?path=/visits/HOME", "path")]
    [InlineData("/operations/key-1?path=/carts/home", "path")]
    [InlineData("/operations/a.b?path=/visits/home", "key")]
    public async Task A_question_about_an_impossible_operation_is_refused_by_name(string path, string field)
    {
        using var response = await Client.GetAsync(path, TestContext.Current.CancellationToken);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "invalid-input", definite: true);
        Assert.Equal(field, (string?)problem["field"]);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<HttpResponseMessage> PostAsync(string page, HttpContent content, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/visits/{page}") { Content = content };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
