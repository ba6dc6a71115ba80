using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>The requests of the shop.</summary>
internal static class ShopRequests
{
    public static string NewSku() => "SKU-" + RandomNumberGenerator.GetHexString(16);

    public static string NewKey() => RandomNumberGenerator.GetHexString(16);

    /// <summary>Creates a product.</summary>
    /// <returns>Its sku.</returns>
    public static async Task<string> AddProductAsync(
        this HttpClient client, LoggedIn admin, int stock, decimal price = 2.50m, string name = "Tea")
    {
        var sku = NewSku();
        await client.CallAsync(admin, HttpMethod.Put, $"/products/{sku}", new { name, price, stock });
        return sku;
    }

    public static Task<JsonObject> RenameAsync(this HttpClient client, LoggedIn admin, string sku, string name, decimal price = 2.50m) =>
        client.CallAsync(admin, HttpMethod.Put, $"/products/{sku}", new { name, price });

    public static async Task<JsonObject> ReadProductAsync(this HttpClient client, string sku) =>
        (await client.GetFromJsonAsync<JsonObject>($"/products/{sku}", TestContext.Current.CancellationToken))!;

    public static Task<JsonObject> ReadCartAsync(this HttpClient client, LoggedIn user) => client.CallAsync(user, HttpMethod.Get, "/cart");

    public static Task<HttpResponseMessage> SendToCartAsync(
        this HttpClient client, LoggedIn user, string sku, int quantity, string? key = null) =>
        client.SendAsync(user, HttpMethod.Put, $"/cart/items/{sku}", new { quantity }, Keyed(key));

    public static Task<JsonObject> PutIntoCartAsync(this HttpClient client, LoggedIn user, string sku, int quantity, string? key = null) =>
        client.CallAsync(user, HttpMethod.Put, $"/cart/items/{sku}", new { quantity }, Keyed(key));

    /// <summary>Asks for an order of named items, or without any of the cart.</summary>
    public static Task<HttpResponseMessage> SendOrderAsync(
        this HttpClient client, LoggedIn user, string key, params (string Sku, int Quantity)[] items) =>
        client.SendAsync(user, HttpMethod.Post, "/orders", BodyOf(items), Keyed(key));

    public static Task<JsonObject> OrderAsync(
        this HttpClient client, LoggedIn user, string key, params (string Sku, int Quantity)[] items) =>
        client.CallAsync(user, HttpMethod.Post, "/orders", BodyOf(items), Keyed(key));

    /// <summary>
    /// Asks for an order as a client does who wants to know: again, under the same key, while the answer is that nobody knows.
    /// </summary>
    public static async Task<HttpResponseMessage> SendOrderUntilAnsweredAsync(
        this HttpClient client, LoggedIn user, string key, params (string Sku, int Quantity)[] items)
    {
        HttpResponseMessage? response = null;
        await Condition.BecomesTrueAsync(
            async () =>
            {
                response?.Dispose();
                response = await client.SendOrderAsync(user, key, items);
                return response.StatusCode != HttpStatusCode.ServiceUnavailable;
            },
            "the order is answered");
        return response!;
    }

    /// <returns>All orders of a product.</returns>
    public static async Task<IReadOnlyList<JsonObject>> ListOrdersAsync(this HttpClient client, LoggedIn admin, string sku)
    {
        var orders = new List<JsonObject>();
        while (true)
        {
            var after = orders.Count == 0 ? 0 : (long)orders[^1]["id"]!;
            var page = (await client.CallAsync(admin, HttpMethod.Get, $"/orders?sku={sku}&after={after}"))["orders"]!.AsArray();
            if (page.Count == 0)
            {
                return orders;
            }

            orders.AddRange(page.Select(order => order!.AsObject()));
        }
    }

    /// <returns>The items as "sku quantity", in their order.</returns>
    public static IEnumerable<string> ItemsOf(this JsonObject cart) =>
        cart["items"]!.AsArray().Select(item => $"{item!["sku"]} {item["quantity"]}");

    public static IEnumerable<int> SerialsOf(this JsonObject order, string sku) =>
        order["items"]!.AsArray()
            .Where(item => (string?)item!["sku"] == sku)
            .SelectMany(item => item!["serials"]!.AsArray().Select(serial => (int)serial!));

    private static (string Name, string Value)[] Keyed(string? key) => key is null ? [] : [("Idempotency-Key", key)];

    private static object BodyOf((string Sku, int Quantity)[] items) =>
        items.Length == 0 ? new { } : new { items = items.Select(item => new { sku = item.Sku, quantity = item.Quantity }) };
}
