using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>One order a key, never more units than there are, each order whole or not at all.</summary>
public sealed class OrdersTests(Stores stores) : IDisposable
{
    private readonly ApiHost _host = new(stores);

    private HttpClient Client => field ??= _host.CreateClient();

    [Fact]
    public async Task A_cart_becomes_an_order_and_is_empty_after_it()
    {
        var admin = await Client.EnterAsAdminAsync();
        var (tea, cake) = (await Client.AddProductAsync(admin, stock: 5, price: 2.50m), await Client.AddProductAsync(admin, stock: 7, price: 4m));
        var user = await Client.EnterAsync();
        await Client.PutIntoCartAsync(user, tea, 2);
        await Client.PutIntoCartAsync(user, cake, 1);

        using var response = await Client.SendOrderAsync(user, "key-1");
        var order = await ReadAsync(response);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/orders/{order["id"]}", response.Headers.Location?.OriginalString);
        Assert.Equal((user.Name, 9m), ((string?)order["user"], (decimal?)order["total"]));
        Assert.Equal(new[] { $"{tea} 2", $"{cake} 1" }.Order(StringComparer.Ordinal), order.ItemsOf());
        Assert.Equal([1, 2], order.SerialsOf(tea));
        Assert.Equal([1], order.SerialsOf(cake));
        var cart = await Client.ReadCartAsync(user);
        Assert.Equal(3, (int?)cart["version"]);
        Assert.Empty(cart.ItemsOf());
        Assert.Equal(3, (int?)(await Client.ReadProductAsync(tea))["stock"]);
    }

    public void Dispose() => _host.Dispose();

    private static async Task<System.Text.Json.Nodes.JsonObject> ReadAsync(HttpResponseMessage response) =>
        System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
}
