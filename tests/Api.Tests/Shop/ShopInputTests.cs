using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>Whatever breaks the contract of the shop is a definite 4xx problem that names the field, and writes nothing.</summary>
public sealed class ShopInputTests(HostPair hosts) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Theory]
    [InlineData("/products/tea", """{"name":"Tea","price":1,"stock":1}""", "sku")]
    [InlineData("/products/A_B", """{"name":"Tea","price":1,"stock":1}""", "sku")]
    [InlineData("/products/A%20B", """{"name":"Tea","price":1,"stock":1}""", "sku")]
    [InlineData("/products/A23456789012345678901234567890123", """{"name":"Tea","price":1,"stock":1}""", "sku")]
    [InlineData("/products/{sku}", """{"price":1,"stock":1}""", "name")]
    [InlineData("/products/{sku}", """{"name":null,"price":1,"stock":1}""", "name")]
    [InlineData("/products/{sku}", """{"name":"","price":1,"stock":1}""", "name")]
    [InlineData("/products/{sku}", """{"name":"a\u0000b","price":1,"stock":1}""", "name")]
    [InlineData("/products/{sku}", """{"name":"\ud800","price":1,"stock":1}""", "name")]
    [InlineData("/products/{sku}", """{"name":5,"price":1,"stock":1}""", "name")]
    [InlineData("/products/{sku}", """{"name":"Tea","stock":1}""", "price")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":0,"stock":1}""", "price")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":-1,"stock":1}""", "price")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":0.001,"stock":1}""", "price")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":1.005,"stock":1}""", "price")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":1000000.01,"stock":1}""", "price")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":1e40,"stock":1}""", "price")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":true,"stock":1}""", "price")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":1,"stock":-1}""", "stock")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":1,"stock":1000001}""", "stock")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":1,"stock":1.5}""", "stock")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":1}""", "stock")]
    [InlineData("/products/{sku}", """{"name":"Tea","price":1,"stock":1,"version":5}""", "version")]
    [InlineData("/products/{sku}", "[]", "body")]
    [InlineData("/products/{sku}", "{", "body")]
    [InlineData("/products/{sku}", "", "body")]
    public async Task A_product_that_none_can_be_is_refused_by_name(string path, string body, string field)
    {
        var sku = ShopRequests.NewSku();
        var admin = await Client.EnterAsAdminAsync();

        using var response = await SendAsync(admin, HttpMethod.Put, path.Replace("{sku}", sku, StringComparison.Ordinal), body);

        await AssertRefusedAsync(response, field);
        using var read = await Client.GetAsync($"/products/{sku}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Fact]
    public async Task A_name_of_more_than_200_characters_is_refused_and_one_of_200_is_not()
    {
        var admin = await Client.EnterAsAdminAsync();

        using var refused = await Client.SendAsync(
            admin, HttpMethod.Put, $"/products/{ShopRequests.NewSku()}", new { name = new string('a', 201), price = 1, stock = 1 });

        await AssertRefusedAsync(refused, "name");
        await Client.AddProductAsync(admin, stock: 1, name: new string('a', 200));
    }

    [Theory]
    [InlineData("PUT", "/cart/items/tea", """{"quantity":1}""", "sku")]
    [InlineData("DELETE", "/cart/items/tea", "{}", "sku")]
    [InlineData("DELETE", "/cart/items/TEA", """{"quantity":1}""", "quantity")]
    [InlineData("PUT", "/cart/items/TEA", "{}", "quantity")]
    [InlineData("PUT", "/cart/items/TEA", """{"quantity":null}""", "quantity")]
    [InlineData("PUT", "/cart/items/TEA", """{"quantity":-1}""", "quantity")]
    [InlineData("PUT", "/cart/items/TEA", """{"quantity":100}""", "quantity")]
    [InlineData("PUT", "/cart/items/TEA", """{"quantity":1.5}""", "quantity")]
    [InlineData("PUT", "/cart/items/TEA", """{"quantity":99999999999}""", "quantity")]
    [InlineData("PUT", "/cart/items/TEA", """{"quantity":1,"price":0}""", "price")]
    [InlineData("PUT", "/cart/items/TEA", """{"quantity":1,"quantity":2}""", "quantity")]
    [InlineData("PUT", "/cart/items/TEA", "1", "body")]
    [InlineData("PUT", "/cart/items/TEA", "", "body")]
    public async Task A_change_that_no_cart_takes_is_refused_by_name(string method, string path, string body, string field)
    {
        var user = await Client.EnterAsync();

        using var response = await SendAsync(user, new HttpMethod(method), path, body);

        await AssertRefusedAsync(response, field);
        Assert.Equal("""{"version":0,"items":[]}""", (await Client.ReadCartAsync(user)).ToJsonString());
    }

    [Theory]
    [InlineData("""{"items":[]}""", "items")]
    [InlineData("""{"items":[null]}""", "items")]
    [InlineData("""{"items":5}""", "items")]
    [InlineData("""{"items":[{"sku":"{sku}","quantity":1},{"sku":"{sku}","quantity":1}]}""", "items")]
    [InlineData("""{"items":[{"sku":"{sku}","quantity":0}]}""", "quantity")]
    [InlineData("""{"items":[{"sku":"{sku}","quantity":-1}]}""", "quantity")]
    [InlineData("""{"items":[{"sku":"{sku}","quantity":100}]}""", "quantity")]
    [InlineData("""{"items":[{"sku":"{sku}"}]}""", "quantity")]
    [InlineData("""{"items":[{"quantity":1}]}""", "sku")]
    [InlineData("""{"items":[{"sku":"tea","quantity":1}]}""", "items[0].sku")]
    [InlineData("""{"items":[{"sku":"{sku}","quantity":1,"price":0}]}""", "price")]
    [InlineData("""{"sku":"{sku}"}""", "sku")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task An_order_that_nobody_can_place_is_refused_by_name(string body, string field)
    {
        var sku = await Client.AddProductAsync(await Client.EnterAsAdminAsync(), stock: 5);
        var user = await Client.EnterAsync();
        await Client.PutIntoCartAsync(user, sku, 1);

        using var response = await SendAsync(
            user, HttpMethod.Post, "/orders", body.Replace("{sku}", sku, StringComparison.Ordinal), ("Idempotency-Key", "key-1"));

        await AssertRefusedAsync(response, field);
        Assert.Equal(5, (int?)(await Client.ReadProductAsync(sku))["stock"]);
        Assert.Equal([$"{sku} 1"], (await Client.ReadCartAsync(user)).ItemsOf());
    }

    [Theory]
    [InlineData("POST", "/orders", null)]
    [InlineData("POST", "/orders", "")]
    [InlineData("POST", "/orders", "a b")]
    [InlineData("PUT", "/cart/items/TEA", "a.b")]
    [InlineData("DELETE", "/cart/items/TEA", "a.b")]
    public async Task A_key_that_is_missing_or_illegal_is_refused_by_name(string method, string path, string? key)
    {
        var user = await Client.EnterAsync();

        var body = method == "PUT" ? """{"quantity":1}""" : "{}";
        using var response = await SendAsync(
            user, new HttpMethod(method), path, body, key is null ? [] : [("Idempotency-Key", key)]);

        await AssertRefusedAsync(response, "Idempotency-Key");
    }

    [Theory]
    [InlineData("/products?after=tea", "after")]
    [InlineData("/products/tea", "sku")]
    [InlineData("/orders/abc", "id")]
    [InlineData("/orders?after=abc", "after")]
    [InlineData("/orders?sku=tea", "sku")]
    [InlineData("/operations/key-1?path=/cart/items/tea", "path")]
    [InlineData("/operations/key-1?path=/orders/1", "path")]
    public async Task A_question_that_cannot_be_asked_is_refused_by_name(string path, string field)
    {
        using var response = await SendAsync(await Client.EnterAsAdminAsync(), HttpMethod.Get, path, body: null);

        await AssertRefusedAsync(response, field);
    }

    [Theory]
    [InlineData("PUT", "/products/TEA")]
    [InlineData("PUT", "/cart/items/TEA")]
    [InlineData("POST", "/orders")]
    public async Task A_body_of_another_media_type_is_refused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent("{}", Encoding.UTF8, "text/plain"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await Client.EnterAsAdminAsync()).Token);
        request.Headers.Add("Idempotency-Key", ShopRequests.NewKey());

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", definite: true);
        Assert.Equal("Content-Type", (string?)problem["field"]);
    }

    [Theory]
    [InlineData("PUT", "/products/TEA")]
    [InlineData("GET", "/cart")]
    [InlineData("PUT", "/cart/items/TEA")]
    [InlineData("DELETE", "/cart/items/TEA")]
    [InlineData("POST", "/orders")]
    [InlineData("GET", "/orders")]
    [InlineData("GET", "/orders/1")]
    [InlineData("GET", "/operations/key-1?path=/orders")]
    [InlineData("GET", "/operations/key-1?path=/cart/items/TEA")]
    public async Task Without_a_session_nobody_is_let_in(string method, string path)
    {
        using var response = await SendAsync(new("nobody", "no-token"), new HttpMethod(method), path, method == "GET" ? null : "{}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "not-logged-in", definite: true);
    }

    [Theory]
    [InlineData("PUT", "/products/TEA")]
    [InlineData("GET", "/orders")]
    public async Task What_is_the_admin_s_is_nobody_else_s(string method, string path)
    {
        using var response = await SendAsync(await Client.EnterAsync(), new HttpMethod(method), path, method == "GET" ? null : "{}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "forbidden", definite: true);
    }

    [Theory]
    [InlineData("POST", "/products")]
    [InlineData("DELETE", "/products/TEA")]
    [InlineData("POST", "/cart")]
    [InlineData("POST", "/cart/items/TEA")]
    [InlineData("DELETE", "/orders/1")]
    public async Task A_wrong_method_is_refused(string method, string path)
    {
        using var response = await SendAsync(await Client.EnterAsAdminAsync(), new HttpMethod(method), path, "{}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.MethodNotAllowed, "method-not-allowed", definite: true);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string field)
    {
        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "invalid-input", definite: true);
        Assert.Equal(field, (string?)problem["field"]);
    }

    private async Task<HttpResponseMessage> SendAsync(
        LoggedIn user, HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
