using System.Net;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>
/// A cart and its order are in two stores. A replica that dies between them, here one that did the steps up to there and no more, leaves no
/// full cart whose order exists, loses nothing that was added, and places no second order.
/// </summary>
public sealed class CartOrderTests(HostPair hosts, Stores stores) : IClassFixture<HostPair>, IDisposable
{
    private readonly HostPair _impatient = new(stores, ("Carts:OrderMax", "00:00:00.200"));

    private HttpClient Client => hosts.Client;

    private CartStore Carts => hosts.Part<CartStore>();

    private OrderTable Orders => hosts.Part<OrderTable>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_after_the_mark_a_reader_sees_the_cart_and_a_change_is_refused_while_the_order_may_still_come()
    {
        var (user, sku) = await ScenarioAsync();
        await Carts.MarkAsync(Name(user), "key-1", Cancellation);

        using var change = await Client.SendToCartAsync(user, "CAKE", 1);
        using var order = await Client.SendOrderAsync(user, "key-2");

        foreach (var refused in new[] { change, order })
        {
            await ProblemAssert.IsAsync(refused, HttpStatusCode.Conflict, "order-in-progress", definite: true);
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        }

        Assert.Equal($$"""{"version":1,"items":[{"sku":"{{sku}}","quantity":2}]}""", (await Client.ReadCartAsync(user)).ToJsonString());
    }

    [Fact]
    public async Task Dead_after_the_mark_a_change_cancels_the_order_in_time_and_it_can_never_be_placed()
    {
        var (user, sku) = await ScenarioAsync();
        var marked = await Carts.MarkAsync(Name(user), "key-1", Cancellation);

        await BecomesAcceptedAsync(() => _impatient.Client.SendToCartAsync(user, "CAKE", 1));

        var lost = await Orders.PlaceAsync(RequestOf(user, "key-1", marked.Cart), Cancellation);
        Assert.Equal(("cancelled", null), (lost.Outcome, lost.Order));
        using var repeated = await Client.SendOrderAsync(user, "key-1");
        await ProblemAssert.IsAsync(repeated, HttpStatusCode.Conflict, "order-cancelled", definite: true);
        Assert.Equal(new[] { "CAKE 1", $"{sku} 2" }.Order(StringComparer.Ordinal), (await Client.ReadCartAsync(user)).ItemsOf());
        await Client.PutIntoCartAsync(user, "CAKE", 0);
        Assert.Equal([1, 2], (await Client.OrderAsync(user, "key-2")).SerialsOf(sku));
    }

    [Fact]
    public async Task Dead_after_the_mark_another_order_takes_the_cart_in_time()
    {
        var (user, sku) = await ScenarioAsync();
        var marked = await Carts.MarkAsync(Name(user), "key-1", Cancellation);

        await BecomesAcceptedAsync(() => _impatient.Client.SendOrderAsync(user, "key-2"));

        Assert.Equal("cancelled", (await Orders.PlaceAsync(RequestOf(user, "key-1", marked.Cart), Cancellation)).Outcome);
        Assert.Equal(3, await StockAsync(sku));
        Assert.Empty((await Client.ReadCartAsync(user)).ItemsOf());
    }

    [Fact]
    public async Task Dead_after_the_mark_a_repeat_goes_on_with_the_same_items()
    {
        var (user, sku) = await ScenarioAsync();
        await Carts.MarkAsync(Name(user), "key-1", Cancellation);

        using var repeated = await Client.SendOrderAsync(user, "key-1");

        Assert.Equal(HttpStatusCode.Created, repeated.StatusCode);
        Assert.Equal("""{"version":2,"items":[]}""", (await Client.ReadCartAsync(user)).ToJsonString());
        Assert.Equal(3, await StockAsync(sku));
    }

    [Fact]
    public async Task Dead_after_the_commit_a_reader_sees_the_empty_cart()
    {
        var (user, _) = await ScenarioAsync();
        await PlaceOnlyAsync(user, "key-1");

        Assert.Equal("""{"version":2,"items":[]}""", (await Client.ReadCartAsync(user)).ToJsonString());
    }

    [Fact]
    public async Task Dead_after_the_commit_a_change_is_made_to_the_emptied_cart()
    {
        var (user, _) = await ScenarioAsync();
        await PlaceOnlyAsync(user, "key-1");

        Assert.Equal(
            """{"version":3,"items":[{"sku":"CAKE","quantity":1}]}""", (await Client.PutIntoCartAsync(user, "CAKE", 1)).ToJsonString());
    }

    [Fact]
    public async Task Dead_after_the_commit_a_repeat_gets_the_order_and_another_order_finds_nothing_to_buy()
    {
        var (user, sku) = await ScenarioAsync();
        var order = await PlaceOnlyAsync(user, "key-1");

        using var other = await Client.SendOrderAsync(user, "key-2");
        using var repeated = await Client.SendOrderAsync(user, "key-1");

        await ProblemAssert.IsAsync(other, HttpStatusCode.Conflict, "cart-empty", definite: true);
        Assert.Equal(HttpStatusCode.OK, repeated.StatusCode);
        Assert.Contains($"\"id\":{order.Id},", await repeated.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(3, await StockAsync(sku));
    }

    [Fact]
    public async Task Dead_after_a_refusal_the_next_one_clears_the_mark_and_the_items_stay()
    {
        var (user, sku) = await ScenarioAsync();
        await Client.PutIntoCartAsync(user, sku, 9);
        var marked = await Carts.MarkAsync(Name(user), "key-1", Cancellation);
        Assert.Equal("sold-out", (await Orders.PlaceAsync(RequestOf(user, "key-1", marked.Cart), Cancellation)).Outcome);

        Assert.Equal(
            $$"""{"version":3,"items":[{"sku":"{{sku}}","quantity":1}]}""", (await Client.PutIntoCartAsync(user, sku, 1)).ToJsonString());
        using var repeated = await Client.SendOrderAsync(user, "key-1");
        await ProblemAssert.IsAsync(repeated, HttpStatusCode.Conflict, "sold-out", definite: true);
    }

    [Fact]
    public async Task A_late_repeat_gets_its_order_and_leaves_what_was_added_since()
    {
        var (user, sku) = await ScenarioAsync();
        var first = await Client.OrderAsync(user, "key-1");
        await Client.PutIntoCartAsync(user, sku, 1);

        using var repeated = await Client.SendOrderAsync(user, "key-1");

        Assert.Equal("true", Assert.Single(repeated.Headers.GetValues("Idempotent-Replay")));
        Assert.Equal(first.ToJsonString(), (await Client.OrderAsync(user, "key-1")).ToJsonString());
        Assert.Equal($$"""{"version":3,"items":[{"sku":"{{sku}}","quantity":1}]}""", (await Client.ReadCartAsync(user)).ToJsonString());
    }

    [Fact]
    public async Task A_late_release_of_an_old_order_empties_no_newer_cart()
    {
        var (user, sku) = await ScenarioAsync();
        await Client.OrderAsync(user, "key-1");
        await Client.PutIntoCartAsync(user, sku, 1);
        await Carts.MarkAsync(Name(user), "key-1", Cancellation);

        // Who meets the mark learns that the order bought version 1.
        Assert.Equal($$"""{"version":3,"items":[{"sku":"{{sku}}","quantity":1}]}""", (await Client.ReadCartAsync(user)).ToJsonString());
        await Client.PutIntoCartAsync(user, sku, 2);
    }

    [Fact]
    public async Task While_Postgres_is_away_an_order_is_refused_and_its_cart_is_free_again()
    {
        await using var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        using var host = new ApiHost(stores.With(postgres));
        using var client = host.CreateClient();
        var (probe, user) = (await client.EnterAsync(), await client.EnterAsync());
        await client.PutIntoCartAsync(probe, "TEA", 1);
        await client.PutIntoCartAsync(user, "TEA", 1);
        await postgres.KillAsync();
        await Condition.BecomesTrueAsync(
            async () =>
            {
                using var response = await client.SendOrderAsync(probe, ShopRequests.NewKey());
                return response.StatusCode == HttpStatusCode.ServiceUnavailable
                    && (await response.Content.ReadAsStringAsync(Cancellation)).Contains("\"definite\":true", StringComparison.Ordinal);
            },
            "the replica knows that Postgres is gone");

        using var refused = await client.SendOrderAsync(user, "key-1");

        await ProblemAssert.IsAsync(refused, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        Assert.Equal(
            """{"version":2,"items":[{"sku":"TEA","quantity":5}]}""", (await client.PutIntoCartAsync(user, "TEA", 5)).ToJsonString());
    }

    [Fact]
    public async Task An_order_that_Postgres_answered_too_late_is_found_by_its_key_and_empties_the_cart_once()
    {
        await using var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        using var host = new ApiHost(stores.With(postgres));
        using var client = host.CreateClient();
        var sku = await client.AddProductAsync(await client.EnterAsAdminAsync(), stock: 5);
        var user = await client.EnterAsync();
        await client.PutIntoCartAsync(user, sku, 2);
        await client.OrderAsync(user, "key-0", (sku, 1));
        await postgres.PauseAsync();

        using var late = await client.SendOrderAsync(user, "key-1");
        await postgres.ResumeAsync();
        using var repeated = await client.SendOrderUntilAnsweredAsync(user, "key-1");

        await ProblemAssert.IsAsync(late, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: false);
        Assert.True(repeated.IsSuccessStatusCode, repeated.StatusCode.ToString());
        Assert.Equal("""{"version":2,"items":[]}""", (await client.ReadCartAsync(user)).ToJsonString());
        Assert.Equal(2, (int?)(await client.ReadProductAsync(sku))["stock"]);
    }

    [Fact]
    public async Task What_is_added_while_orders_buy_the_cart_is_in_one_order_or_still_in_the_cart()
    {
        var admin = await Client.EnterAsAdminAsync();
        var skus = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Client.AddProductAsync(admin, stock: 5)));
        var user = await Client.EnterAsync();
        using var stop = new CancellationTokenSource();
        var orders = Enumerable.Range(0, 3).Select(async buyer =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                using var response = await hosts.ClientOf(number).SendOrderUntilAnsweredAsync(user, $"key-{buyer}-{number}");
                Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict });
            }
        }).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async adder =>
        {
            foreach (var sku in skus.Where((_, index) => index % 4 == adder))
            {
                await BecomesAcceptedAsync(() => hosts.ClientOf(adder).SendToCartAsync(user, sku, 1));
            }
        }));
        await stop.CancelAsync();
        await Task.WhenAll(orders);

        var bought = (await Task.WhenAll(skus.Select(sku => Client.ListOrdersAsync(admin, sku)))).SelectMany(list => list)
            .DistinctBy(order => (long)order["id"]!)
            .SelectMany(order => order.ItemsOf());
        var left = (await Client.ReadCartAsync(user)).ItemsOf();
        Assert.Equal(skus.Select(sku => $"{sku} 1").Order(), bought.Concat(left).Order());
    }

    public void Dispose() => _impatient.Dispose();

    private static Username Name(LoggedIn user) => Username.Parse(user.Name, null);

    private static OrderRequest RequestOf(LoggedIn user, string key, Cart cart) =>
        new(user.Name, key, OrderKeys.CartFingerprint, cart.Version, cart.Items);

    private static Task<TimeSpan> BecomesAcceptedAsync(Func<Task<HttpResponseMessage>> send) => Condition.BecomesTrueAsync(
        async () =>
        {
            using var response = await send();
            return response.IsSuccessStatusCode;
        },
        "the request is accepted");

    // A user with two units of a product in the cart, of which there are five.
    private async Task<(LoggedIn User, string Sku)> ScenarioAsync()
    {
        var sku = await Client.AddProductAsync(await Client.EnterAsAdminAsync(), stock: 5);
        var user = await Client.EnterAsync();
        await Client.PutIntoCartAsync(user, sku, 2);
        return (user, sku);
    }

    // An order of a replica that dies before it empties the cart.
    private async Task<Order> PlaceOnlyAsync(LoggedIn user, string key)
    {
        var marked = await Carts.MarkAsync(Name(user), key, Cancellation);
        var placed = await Orders.PlaceAsync(RequestOf(user, key, marked.Cart), Cancellation);
        Assert.Equal("placed", placed.Outcome);
        return placed.Order!;
    }

    private async Task<int> StockAsync(string sku) => (int)(await Client.ReadProductAsync(sku))["stock"]!;
}
