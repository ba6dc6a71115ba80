using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>Every change of a cart has a version, and none overwrites another.</summary>
public sealed class CartsTests(HostPair hosts, Stores stores) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Fact]
    public async Task A_cart_that_was_never_used_has_version_0_and_no_items()
    {
        var cart = await Client.ReadCartAsync(await Client.EnterAsync());

        Assert.Equal("""{"version":0,"items":[]}""", cart.ToJsonString());
    }

    [Fact]
    public async Task Every_change_is_answered_with_its_version_and_the_items_in_order()
    {
        var user = await Client.EnterAsync();

        var first = await Client.PutIntoCartAsync(user, "TEA", 2);
        var second = await hosts.ClientOf(1).PutIntoCartAsync(user, "CAKE", 1);
        var third = await Client.PutIntoCartAsync(user, "TEA", 5);

        Assert.Equal(["TEA 2"], first.ItemsOf());
        Assert.Equal(["CAKE 1", "TEA 2"], second.ItemsOf());
        Assert.Equal(["CAKE 1", "TEA 5"], third.ItemsOf());
        Assert.Equal((1, 2, 3), ((int)first["version"]!, (int)second["version"]!, (int)third["version"]!));
        Assert.Equal(third.ToJsonString(), (await hosts.ClientOf(1).ReadCartAsync(user)).ToJsonString());
    }

    [Fact]
    public async Task Quantity_0_and_DELETE_take_a_product_out_and_count_as_changes_also_where_there_is_none()
    {
        var user = await Client.EnterAsync();
        await Client.PutIntoCartAsync(user, "TEA", 2);
        await Client.PutIntoCartAsync(user, "CAKE", 2);

        await Client.PutIntoCartAsync(user, "TEA", 0);
        var empty = await Client.CallAsync(user, HttpMethod.Delete, "/cart/items/CAKE");
        var again = await Client.CallAsync(user, HttpMethod.Delete, "/cart/items/CAKE");

        Assert.Equal("""{"version":4,"items":[]}""", empty.ToJsonString());
        Assert.Equal("""{"version":5,"items":[]}""", again.ToJsonString());
    }

    [Fact]
    public async Task Hundreds_of_changes_at_once_all_happen_one_after_the_other()
    {
        var user = await Client.EnterAsync();

        var changes = await Task.WhenAll(Enumerable.Range(0, 300).Select(number =>
            hosts.ClientOf(number).PutIntoCartAsync(user, $"SKU-{number % 30:00}", 1 + number % 99)));

        Assert.Equal(Enumerable.Range(1, 300), changes.Select(change => (int)change["version"]!).Order());
        // Each answer differs from the one before in the one product that was changed.
        var inOrder = changes.OrderBy(change => (int)change["version"]!).Select(change => change.ItemsOf().ToArray()).ToArray();
        Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.InRange(pair.Second.Except(pair.First).Count(), 0, 1));
        Assert.Equal(30, inOrder[^1].Length);
        Assert.Equal(inOrder[^1], (await Client.ReadCartAsync(user)).ItemsOf());
    }

    [Fact]
    public async Task A_repeated_key_changes_nothing_and_gets_the_first_answer()
    {
        var user = await Client.EnterAsync();
        var first = await Client.PutIntoCartAsync(user, "TEA", 2, "key-1");
        await Client.PutIntoCartAsync(user, "TEA", 3);

        using var repeated = await hosts.ClientOf(1).SendToCartAsync(user, "TEA", 2, "key-1");

        Assert.Equal("true", Assert.Single(repeated.Headers.GetValues("Idempotent-Replay")));
        Assert.Equal(first.ToJsonString(), await repeated.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("""{"version":2,"items":[{"sku":"TEA","quantity":3}]}""", (await Client.ReadCartAsync(user)).ToJsonString());
    }

    [Fact]
    public async Task Fifty_changes_at_once_with_one_key_are_one()
    {
        var user = await Client.EnterAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(number => hosts.ClientOf(number).PutIntoCartAsync(user, "TEA", 2, "key-1")));

        Assert.All(answers, answer => Assert.Equal("""{"version":1,"items":[{"sku":"TEA","quantity":2}]}""", answer.ToJsonString()));
    }

    [Fact]
    public async Task A_key_with_another_quantity_is_refused_and_changes_nothing()
    {
        var user = await Client.EnterAsync();
        await Client.PutIntoCartAsync(user, "TEA", 2, "key-1");

        using var reused = await Client.SendToCartAsync(user, "TEA", 3, "key-1");

        var problem = await ProblemAssert.IsAsync(reused, HttpStatusCode.UnprocessableEntity, "key-reused", definite: true);
        Assert.Equal("Idempotency-Key", (string?)problem["field"]);
        Assert.Equal(["TEA 2"], (await Client.ReadCartAsync(user)).ItemsOf());
    }

    [Fact]
    public async Task The_same_key_on_another_product_method_or_user_is_another_key()
    {
        var (user, other) = (await Client.EnterAsync(), await Client.EnterAsync());
        await Client.PutIntoCartAsync(user, "TEA", 2, "key-1");

        Assert.Equal(2, (int?)(await Client.PutIntoCartAsync(user, "CAKE", 9, "key-1"))["version"]);
        var deleted = await Client.CallAsync(user, HttpMethod.Delete, "/cart/items/TEA", null, ("Idempotency-Key", "key-1"));
        Assert.Equal(3, (int?)deleted["version"]);
        Assert.Equal(1, (int?)(await Client.PutIntoCartAsync(other, "TEA", 7, "key-1"))["version"]);
    }

    [Fact]
    public async Task A_key_counts_again_once_its_retention_is_over()
    {
        using var forgetful = new HostPair(stores, ("Idempotency:KeyRetention", "00:00:01"));
        var user = await forgetful.Client.EnterAsync();
        await forgetful.Client.PutIntoCartAsync(user, "TEA", 2, "key-1");

        await Condition.BecomesTrueAsync(
            async () => (int?)(await forgetful.Client.PutIntoCartAsync(user, "TEA", 2, "key-1"))["version"] == 2, "the key is forgotten");
    }

    [Fact]
    public async Task A_cart_takes_as_many_products_as_it_may_and_no_more()
    {
        using var small = new HostPair(stores, ("Carts:MaxLines", "3"));
        var user = await small.Client.EnterAsync();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using var response = await small.ClientOf(number).SendToCartAsync(user, $"SKU-{number}", 1);
            return response.StatusCode;
        }));
        using var full = await small.Client.SendToCartAsync(user, "ONE-MORE", 1);
        var cart = await small.Client.ReadCartAsync(user);

        Assert.Equal(3, statuses.Count(status => status == HttpStatusCode.OK));
        await ProblemAssert.IsAsync(full, HttpStatusCode.Conflict, "cart-full", definite: true);
        Assert.Equal((3, 3), ((int)cart["version"]!, cart["items"]!.AsArray().Count));
        // One that is in it may still change.
        await small.Client.PutIntoCartAsync(user, (string)cart["items"]![0]!["sku"]!, 9);
    }
}
