using System.Net;
using System.Text.Json.Nodes;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>One order a key, never more units than there are, each order whole or not at all.</summary>
public sealed class OrdersTests(HostPair hosts, Stores stores) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cart_becomes_an_order_and_is_empty_after_it()
    {
        var admin = await Client.EnterAsAdminAsync();
        var tea = await Client.AddProductAsync(admin, stock: 5, price: 2.50m);
        var cake = await Client.AddProductAsync(admin, stock: 7, price: 4m);
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
        Assert.Equal("""{"version":3,"items":[]}""", (await Client.ReadCartAsync(user)).ToJsonString());
        Assert.Equal(order.ToJsonString(), (await Client.CallAsync(user, HttpMethod.Get, $"/orders/{order["id"]}")).ToJsonString());
    }

    [Fact]
    public async Task Named_items_are_bought_without_the_cart()
    {
        var sku = await AddAsync(stock: 5);
        var user = await Client.EnterAsync();
        await Client.PutIntoCartAsync(user, sku, 1);

        var order = await Client.OrderAsync(user, "key-1", (sku, 3));

        Assert.Equal([1, 2, 3], order.SerialsOf(sku));
        Assert.Equal([$"{sku} 1"], (await Client.ReadCartAsync(user)).ItemsOf());
    }

    [Fact]
    public async Task Three_hundred_buyers_at_once_get_the_hundred_units_there_are_one_each()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = await Client.AddProductAsync(admin, stock: 100);
        var users = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Client.EnterAsync()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(async buyer =>
        {
            using var response = await hosts.ClientOf(buyer).SendOrderUntilAnsweredAsync(
                users[buyer % users.Length], $"key-{buyer}", (sku, 1));
            return (response.StatusCode, Body: await ReadAsync(response));
        }));

        var placed = answers.Where(answer => answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK).ToArray();
        Assert.Equal(Enumerable.Range(1, 100), placed.SelectMany(answer => answer.Body.SerialsOf(sku)).Order());
        Assert.Equal(100, placed.Length);
        Assert.All(answers.Except(placed), refused => Assert.Equal(
            (HttpStatusCode.Conflict, true, "https://aspirestateless.dev/problems/sold-out", sku),
            (refused.StatusCode, (bool)refused.Body["definite"]!, (string)refused.Body["type"]!, (string)refused.Body["field"]!)));
        Assert.Equal(0, (int?)(await Client.ReadProductAsync(sku))["stock"]);
        Assert.Equal(
            placed.Select(answer => (long)answer.Body["id"]!).Order(),
            (await Client.ListOrdersAsync(admin, sku)).Select(order => (long)order["id"]!));
    }

    [Fact]
    public async Task Orders_of_several_products_in_any_order_block_each_other_no_longer_than_they_must()
    {
        var skus = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AddAsync(stock: 300)));
        var users = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Client.EnterAsync()));

        var orders = await Task.WhenAll(Enumerable.Range(0, 100).Select(async buyer =>
        {
            using var response = await hosts.ClientOf(buyer).SendOrderUntilAnsweredAsync(
                users[buyer % users.Length],
                $"key-{buyer}",
                [.. skus.Select((_, index) => (skus[(index + buyer) % skus.Length], index + 1))]);
            return await ReadAsync(response);
        }));

        Assert.All(skus, sku =>
        {
            var serials = orders.SelectMany(order => order.SerialsOf(sku)).Order().ToArray();
            Assert.Equal(Enumerable.Range(1, serials.Length), serials);
        });
        Assert.Equal(600, orders.Sum(order => skus.Sum(sku => order.SerialsOf(sku).Count())));
    }

    [Fact]
    public async Task Fifty_orders_at_once_with_one_key_are_one()
    {
        var sku = await AddAsync(stock: 100);
        var user = await Client.EnterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            using var response = await hosts.ClientOf(number).SendOrderUntilAnsweredAsync(user, "key-1", (sku, 2));
            return (response.StatusCode, Body: (await ReadAsync(response)).ToJsonString());
        }));

        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), 0, 1);
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        Assert.Equal(98, (int?)(await Client.ReadProductAsync(sku))["stock"]);
    }

    [Fact]
    public async Task Fifty_orders_of_the_cart_at_once_with_one_key_are_one()
    {
        var sku = await AddAsync(stock: 100);
        var user = await Client.EnterAsync();
        await Client.PutIntoCartAsync(user, sku, 2);

        var orders = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            using var response = await hosts.ClientOf(number).SendOrderUntilAnsweredAsync(user, "key-1");
            return (await ReadAsync(response)).ToJsonString();
        }));

        Assert.Single(orders.Distinct());
        Assert.Equal(98, (int?)(await Client.ReadProductAsync(sku))["stock"]);
        Assert.Equal("""{"version":2,"items":[]}""", (await Client.ReadCartAsync(user)).ToJsonString());
    }

    [Fact]
    public async Task An_order_that_cannot_be_whole_is_not_at_all()
    {
        var (some, none) = (await AddAsync(stock: 5), await AddAsync(stock: 0));
        var user = await Client.EnterAsync();

        using var soldOut = await Client.SendOrderAsync(user, "key-1", (some, 1), (none, 1));
        using var unknown = await Client.SendOrderAsync(user, "key-2", (some, 1), ("NO-SUCH-SKU", 1));

        var first = await ProblemAssert.IsAsync(soldOut, HttpStatusCode.Conflict, "sold-out", definite: true);
        var second = await ProblemAssert.IsAsync(unknown, HttpStatusCode.UnprocessableEntity, "unknown-product", definite: true);
        Assert.Equal((none, "NO-SUCH-SKU"), ((string?)first["field"], (string?)second["field"]));
        Assert.Equal(5, (int?)(await Client.ReadProductAsync(some))["stock"]);
    }

    [Fact]
    public async Task A_key_with_another_content_is_refused()
    {
        var sku = await AddAsync(stock: 5);
        var user = await Client.EnterAsync();
        await Client.OrderAsync(user, "key-1", (sku, 1));
        await Client.PutIntoCartAsync(user, sku, 1);

        using var otherQuantity = await Client.SendOrderAsync(user, "key-1", (sku, 2));
        using var cart = await Client.SendOrderAsync(user, "key-1");

        await ProblemAssert.IsAsync(otherQuantity, HttpStatusCode.UnprocessableEntity, "key-reused", definite: true);
        await ProblemAssert.IsAsync(cart, HttpStatusCode.UnprocessableEntity, "key-reused", definite: true);
        Assert.Equal(4, (int?)(await Client.ReadProductAsync(sku))["stock"]);
        // Nor does it hold the cart.
        await Client.PutIntoCartAsync(user, sku, 2);
    }

    [Fact]
    public async Task The_same_key_of_another_user_is_another_key()
    {
        var sku = await AddAsync(stock: 5);

        var first = await Client.OrderAsync(await Client.EnterAsync(), "key-1", (sku, 1));
        var second = await Client.OrderAsync(await Client.EnterAsync(), "key-1", (sku, 2));

        Assert.NotEqual((long)first["id"]!, (long)second["id"]!);
        Assert.Equal([2, 3], second.SerialsOf(sku));
    }

    [Fact]
    public async Task Placed_in_one_transaction_each_order_is_answered_for_itself()
    {
        var (tea, cake) = (await AddAsync(stock: 5), await AddAsync(stock: 2));
        var user = (await Client.EnterAsync()).Name;

        var answers = await hosts.Part<OrderTable>().PlaceAllAsync(
            [
                Request(user, "z", "1", (tea, 2)), Request(user, "b", "1", (cake, 3)), Request(user, "c", "1", (cake, 2), (tea, 1)),
                Request(user, "d", "1", (cake, 1)), Request(user, "z", "1", (tea, 2)), Request(user, "z", "2", (tea, 1)),
                Request(user, "e", "1", ("NO-SUCH-SKU", 1)), Request(user, "f", "1", (tea, 2)),
            ],
            Limit);

        Assert.Equal(
            ["placed", "sold-out", "placed", "sold-out", "replayed", "reused", "unknown-product", "placed"],
            answers.Select(answer => answer.Outcome));
        Assert.Equal(answers[0].Order!.Id, answers[4].Order!.Id);
        Assert.Equal(
            (0, 0), ((int?)(await Client.ReadProductAsync(tea))["stock"], (int?)(await Client.ReadProductAsync(cake))["stock"]));
    }

    [Fact]
    public async Task Sold_out_is_answered_while_another_transaction_holds_the_product()
    {
        var sku = await AddAsync(stock: 1);
        var user = await Client.EnterAsync();
        await Client.OrderAsync(user, "key-1", (sku, 1));
        await using var connection = new Npgsql.NpgsqlConnection(stores.Postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var hold = new Npgsql.NpgsqlCommand($"SELECT FROM products WHERE sku = '{sku}' FOR UPDATE", connection);
        await hold.ExecuteNonQueryAsync(Cancellation);

        using var refused = await Client.SendOrderAsync(user, "key-2", (sku, 1));
        using var repeated = await Client.SendOrderAsync(user, "key-1", (sku, 1));

        await ProblemAssert.IsAsync(refused, HttpStatusCode.Conflict, "sold-out", definite: true);
        Assert.Equal(HttpStatusCode.OK, repeated.StatusCode);
    }

    [Fact]
    public async Task An_order_keeps_the_price_it_was_placed_at()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = await Client.AddProductAsync(admin, stock: 5, price: 2m);
        var order = await Client.OrderAsync(admin, ShopRequests.NewKey(), (sku, 2));

        await Client.RenameAsync(admin, sku, "Tea", price: 3m);

        Assert.Equal(order.ToJsonString(), (await Client.CallAsync(admin, HttpMethod.Get, $"/orders/{order["id"]}")).ToJsonString());
        Assert.Equal(4m, (decimal?)order["total"]);
    }

    [Fact]
    public async Task An_order_is_shown_to_its_owner_and_to_the_admin_and_to_nobody_else()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = await Client.AddProductAsync(admin, stock: 5);
        var (owner, other) = (await Client.EnterAsync(), await Client.EnterAsync());
        var path = $"/orders/{(await Client.OrderAsync(owner, "key-1", (sku, 1)))["id"]}";

        await Client.CallAsync(owner, HttpMethod.Get, path);
        await Client.CallAsync(admin, HttpMethod.Get, path);
        using var hidden = await Client.SendAsync(other, HttpMethod.Get, path);
        using var missing = await Client.SendAsync(admin, HttpMethod.Get, "/orders/999999999999");

        await ProblemAssert.IsAsync(hidden, HttpStatusCode.NotFound, "not-found", definite: true);
        await ProblemAssert.IsAsync(missing, HttpStatusCode.NotFound, "not-found", definite: true);
    }

    [Fact]
    public async Task The_list_holds_a_hundred_orders_and_goes_on_after_one()
    {
        var admin = await Client.EnterAsAdminAsync();
        var (sku, other) = (await Client.AddProductAsync(admin, stock: 200), await Client.AddProductAsync(admin, stock: 200));
        var requests = Enumerable.Range(0, 120).Select(number => Request("lister", $"{sku}-{number}", "1", (sku, 1), (other, 1))).ToArray();
        await hosts.Part<OrderTable>().PlaceAllAsync(requests, Limit);

        var first = (await Client.CallAsync(admin, HttpMethod.Get, $"/orders?sku={sku}"))["orders"]!.AsArray();
        var rest = (await Client.CallAsync(admin, HttpMethod.Get, $"/orders?sku={sku}&after={first[^1]!["id"]}"))["orders"]!.AsArray();
        var any = (await Client.CallAsync(admin, HttpMethod.Get, $"/orders?after={first[0]!["id"]}"))["orders"]!.AsArray();

        Assert.Equal((100, 20), (first.Count, rest.Count));
        Assert.Equal(Enumerable.Range(1, 120), first.Concat(rest).SelectMany(order => order!.AsObject().SerialsOf(sku)).Order());
        Assert.Equal(100, any.Count);
        Assert.Equal(2, first[0]!["items"]!.AsArray().Count);
    }

    private static OrderRequest Request(string user, string key, string fingerprint, params (string Sku, int Quantity)[] items) =>
        new(user, key, fingerprint, CartVersion: null, [.. items.Select(item => new CartItem(Sku.Parse(item.Sku, null), item.Quantity))]);

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject();

    private async Task<string> AddAsync(int stock) => await Client.AddProductAsync(await Client.EnterAsAdminAsync(), stock);
}
