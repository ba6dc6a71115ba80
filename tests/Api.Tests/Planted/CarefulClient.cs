using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>One client who does everything once, one thing after the other, and looks at every answer.</summary>
/// <param name="replicas">The n-th request goes to the n-th of them in turn.</param>
internal sealed class CarefulClient(params HttpClient[] replicas)
{
    private int _requests;

    private HttpClient Next => replicas[_requests++ % replicas.Length];

    public async Task WalkAsync()
    {
        await VisitAsync();
        var admin = await Next.EnterAsAdminAsync();
        var sku = await Next.AddProductAsync(admin, stock: 5, name: "Tea");
        await ReadAndWriteProductAsync(admin, sku);
        var user = await UseSessionAsync();
        await BuyAsync(admin, user, sku);
        Assert.True((await Next.GetAsync($"/replica", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        Assert.True((await Next.SendAsync(admin, HttpMethod.Get, "/jobs/visits/ticks")).IsSuccessStatusCode);
        Assert.Contains("<html", await Next.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        await LeaveAsync(user);
    }

    private async Task VisitAsync()
    {
        var page = Pages.New();
        Assert.Equal(0, await Next.ReadCountAsync(page));
        Assert.Equal(1, await Next.CountAsync(page));
        Assert.Equal(2, await Next.CountAsync(page, "key-1"));
        Assert.Equal(2, await Next.CountAsync(page, "key-1"));
        Assert.Equal(3, await Next.CountAsync(page));
        Assert.Equal(3, await Next.ReadCountAsync(page));
        Assert.True(await WasAppliedAsync("key-1", $"/visits/{page}"));
        Assert.False(await WasAppliedAsync("key-2", $"/visits/{page}"));
    }

    private async Task ReadAndWriteProductAsync(LoggedIn admin, string sku)
    {
        Assert.Equal("Tea", (string?)(await Next.ReadProductAsync(sku))["name"]);
        await Next.RenameAsync(admin, sku, "Green tea");
        for (var replica = 0; replica < replicas.Length; replica++)
        {
            Assert.Equal("Green tea", (string?)(await Next.ReadProductAsync(sku))["name"]);
        }
    }

    private async Task<LoggedIn> UseSessionAsync()
    {
        var user = await Next.EnterAsync("Bergen");
        await Next.PatchSessionAsync(user, ("theme", "dark"));
        Assert.Equal(3, (long?)(await Next.PatchSessionAsync(user, ("theme", null), ("font", "serif")))["version"]);
        var session = await Next.ReadSessionAsync(user);
        Assert.Equal(user.Name, (string?)session["user"]);
        Assert.Equal("""{"location":"Bergen","font":"serif"}""", session["fields"]!.ToJsonString());
        Assert.Equal(user.Name, (string?)(await Next.CallAsync(user, HttpMethod.Get, "/data"))["username"]);
        return user;
    }

    private async Task BuyAsync(LoggedIn admin, LoggedIn user, string sku)
    {
        await Next.PutIntoCartAsync(user, "MUG", 1);
        Assert.Equal(2, (long?)(await Next.PutIntoCartAsync(user, sku, 2, "cart-key"))["version"]);
        Assert.Equal(2, (long?)(await Next.PutIntoCartAsync(user, sku, 2, "cart-key"))["version"]);
        await Next.CallAsync(user, HttpMethod.Delete, "/cart/items/MUG");
        Assert.Equal([$"{sku} 2"], (await Next.ReadCartAsync(user)).ItemsOf());
        Assert.True(await WasAppliedAsync("cart-key", $"/cart/items/{sku}", user));

        var bought = await Next.OrderAsync(user, "order-1");
        Assert.Equal([1, 2], bought.SerialsOf(sku));
        Assert.Empty((await Next.ReadCartAsync(user)).ItemsOf());
        var named = await Next.OrderAsync(user, "order-2", (sku, 1));
        Assert.Equal([3], named.SerialsOf(sku));
        Assert.Equal(named.ToJsonString(), (await Next.OrderAsync(user, "order-2", (sku, 1))).ToJsonString());
        Assert.Equal(named.ToJsonString(), (await Next.CallAsync(user, HttpMethod.Get, $"/orders/{named["id"]}")).ToJsonString());
        Assert.True(await WasAppliedAsync("order-2", "/orders", user));
        using var tooMany = await Next.SendOrderAsync(user, "order-3", (sku, 3));
        Assert.Equal(HttpStatusCode.Conflict, tooMany.StatusCode);
        Assert.Equal(2, (int?)(await Next.ReadProductAsync(sku))["stock"]);
        Assert.Equal(2, (await Next.ListOrdersAsync(admin, sku)).Count);
    }

    private async Task LeaveAsync(LoggedIn user)
    {
        var other = await Next.LogInAsync(user.Name, LoggedIn.Password);
        await Next.PutIntoCartAsync(user, "MUG", 1);
        await Next.CallAsync(user, HttpMethod.Post, "/logout");
        await AssertEndedAsync(user);
        Assert.True(await Next.IsGoodAsync(other));
        Assert.Equal(["MUG 1"], (await Next.ReadCartAsync(other)).ItemsOf());
        await Next.CallAsync(
            other, HttpMethod.Put, "/password", new { currentPassword = LoggedIn.Password, newPassword = "another horse battery" });
        await AssertEndedAsync(other);
        Assert.True(await Next.IsGoodAsync(await Next.LogInAsync(user.Name, "another horse battery")));
    }

    private async Task AssertEndedAsync(LoggedIn user)
    {
        Assert.False(await Next.IsGoodAsync(user));
        using var change = await Next.SendToCartAsync(user, "MUG", 2);
        Assert.Equal(HttpStatusCode.Unauthorized, change.StatusCode);
    }

    private async Task<bool> WasAppliedAsync(string key, string path, LoggedIn? user = null) =>
        (bool)(await Next.CallAsync(user ?? new("nobody", "none"), HttpMethod.Get, $"/operations/{key}?path={path}"))["applied"]!;
}
