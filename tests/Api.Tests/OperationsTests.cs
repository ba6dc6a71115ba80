using System.Net.Http.Json;
using AspireStateless.Api.Operations;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>GET /operations/{key} says what the store knows, and changes nothing.</summary>
public sealed class OperationsTests(HostPair hosts) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Fact]
    public async Task A_counted_visit_is_applied()
    {
        var page = Pages.New();
        await Client.CountAsync(page, "key-1");

        Assert.Equal(new("key-1", $"/visits/{page}", Applied: true), await AskAsync("key-1", page));
    }

    [Fact]
    public async Task A_key_that_was_never_sent_is_not_applied_and_asking_does_not_apply_it()
    {
        var page = Pages.New();

        Assert.False((await AskAsync("key-1", page)).Applied);
        Assert.False((await AskAsync("key-1", page)).Applied);
        Assert.Equal(0, await Client.ReadCountAsync(page));
    }

    [Fact]
    public async Task A_key_belongs_to_the_path_it_was_sent_to()
    {
        await Client.CountAsync(Pages.New(), "key-1");

        Assert.False((await AskAsync("key-1", Pages.New())).Applied);
    }

    [Fact]
    public async Task A_change_of_a_cart_is_applied_for_its_user_and_product()
    {
        var (user, other) = (await Client.EnterAsync(), await Client.EnterAsync());
        await Client.PutIntoCartAsync(user, "TEA", 1, "key-1");
        await Client.CallAsync(user, HttpMethod.Delete, "/cart/items/CAKE", null, ("Idempotency-Key", "key-2"));

        Assert.True(await AskAsync(user, "key-1", "/cart/items/TEA"));
        Assert.True(await AskAsync(user, "key-2", "/cart/items/CAKE"));
        Assert.False(await AskAsync(user, "key-2", "/cart/items/TEA"));
        Assert.False(await AskAsync(other, "key-1", "/cart/items/TEA"));
    }

    [Fact]
    public async Task An_order_is_applied_for_its_user_and_a_refused_one_is_not()
    {
        var (user, other) = (await Client.EnterAsync(), await Client.EnterAsync());
        var sku = await Client.AddProductAsync(await Client.EnterAsAdminAsync(), stock: 1);
        await Client.OrderAsync(user, "key-1", (sku, 1));
        using var refused = await Client.SendOrderAsync(user, "key-2");

        Assert.True(await AskAsync(user, "key-1", "/orders"));
        Assert.False(await AskAsync(user, "key-2", "/orders"));
        Assert.False(await AskAsync(other, "key-1", "/orders"));
    }

    private async Task<bool> AskAsync(LoggedIn user, string key, string path) =>
        (bool)(await Client.CallAsync(user, HttpMethod.Get, $"/operations/{key}?path={path}"))["applied"]!;

    private async Task<Operation> AskAsync(string key, string page) =>
        (await Client.GetFromJsonAsync<Operation>($"/operations/{key}?path=/visits/{page}", TestContext.Current.CancellationToken))!;
}
