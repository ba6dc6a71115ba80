using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>The products: the admin writes them, and everyone reads.</summary>
public sealed class CatalogTests(HostPair hosts) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Fact]
    public async Task A_created_product_is_what_everyone_reads()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = ShopRequests.NewSku();

        using var response = await Client.SendAsync(
            admin, HttpMethod.Put, $"/products/{sku}", new { name = "Grüner Tee", price = 2.5m, stock = 10 });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var expected = $$"""{"sku":"{{sku}}","name":"Grüner Tee","price":2.50,"version":1,"stock":10}""";
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(expected, await Client.GetStringAsync($"/products/{sku}", TestContext.Current.CancellationToken));
        Assert.Equal(expected, await hosts.ClientOf(1).GetStringAsync($"/products/{sku}", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_write_replaces_name_and_price_raises_the_version_and_leaves_the_stock()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = await Client.AddProductAsync(admin, stock: 10);
        await Client.OrderAsync(await Client.EnterAsync(), "key-1", (sku, 3));

        var written = await Client.RenameAsync(admin, sku, "Black tea", 3m);

        Assert.Equal($$"""{"sku":"{{sku}}","name":"Black tea","price":3.00,"version":2,"stock":7}""", written.ToJsonString());
        Assert.Equal(written.ToJsonString(), (await Client.ReadProductAsync(sku)).ToJsonString());
    }

    [Fact]
    public async Task The_stock_is_never_the_cached_one()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = await Client.AddProductAsync(admin, stock: 10);
        await Client.ReadProductAsync(sku);
        await Client.ReadProductAsync(sku);

        await Client.OrderAsync(await Client.EnterAsync(), "key-1", (sku, 4));

        Assert.Equal(6, (int?)(await hosts.ClientOf(1).ReadProductAsync(sku))["stock"]);
    }

    [Fact]
    public async Task Creating_without_a_stock_and_writing_with_one_are_refused()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = ShopRequests.NewSku();

        using var missing = await Client.SendAsync(admin, HttpMethod.Put, $"/products/{sku}", new { name = "Tea", price = 1 });
        using var unread = await Client.GetAsync($"/products/{sku}", TestContext.Current.CancellationToken);
        await Client.CallAsync(admin, HttpMethod.Put, $"/products/{sku}", new { name = "Tea", price = 1, stock = 1 });
        using var twice = await Client.SendAsync(admin, HttpMethod.Put, $"/products/{sku}", new { name = "Other", price = 2, stock = 2 });

        var first = await ProblemAssert.IsAsync(missing, HttpStatusCode.BadRequest, "invalid-input", definite: true);
        await ProblemAssert.IsAsync(unread, HttpStatusCode.NotFound, "not-found", definite: true);
        var second = await ProblemAssert.IsAsync(twice, HttpStatusCode.UnprocessableEntity, "stock-fixed", definite: true);
        Assert.Equal(("stock", "stock"), ((string?)first["field"], (string?)second["field"]));
        Assert.Equal(
            $$"""{"sku":"{{sku}}","name":"Tea","price":1.00,"version":1,"stock":1}""", (await Client.ReadProductAsync(sku)).ToJsonString());
    }

    [Fact]
    public async Task Twenty_who_create_one_product_make_one()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = ShopRequests.NewSku();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using var response = await hosts.ClientOf(number).SendAsync(
                admin, HttpMethod.Put, $"/products/{sku}", new { name = $"Tea {number}", price = 1, stock = 5 });
            return response.StatusCode;
        }));

        Assert.Single(statuses, HttpStatusCode.Created);
        Assert.Equal(19, statuses.Count(status => status == HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Twenty_writes_at_once_are_all_made_under_versions_of_their_own()
    {
        var admin = await Client.EnterAsAdminAsync();
        var sku = await Client.AddProductAsync(admin, stock: 1);

        var written = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => hosts.ClientOf(number).RenameAsync(admin, sku, $"Tea {number}")));

        Assert.Equal(Enumerable.Range(2, 20), written.Select(product => (int)product["version"]!).Order());
        var last = written.MaxBy(product => (int)product["version"]!)!;
        Assert.Equal(last.ToJsonString(), (await hosts.ClientOf(1).ReadProductAsync(sku)).ToJsonString());
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_skus_and_goes_on_after_one()
    {
        var admin = await Client.EnterAsAdminAsync();
        var prefix = ShopRequests.NewSku();
        string[] skus = [.. Enumerable.Range(0, 120).Select(number => $"{prefix}-{number:000}")];
        await Task.WhenAll(
            skus.Select(sku => Client.CallAsync(admin, HttpMethod.Put, $"/products/{sku}", new { name = "Tea", price = 1, stock = 1 })));

        var first = await ListAsync($"{prefix}-");
        var second = await ListAsync(first[^1]);

        Assert.Equal(skus[..100], first);
        Assert.Equal(skus[100..], second.Take(20));
    }

    private async Task<string[]> ListAsync(string after)
    {
        var admin = await Client.EnterAsAdminAsync();
        var list = await Client.CallAsync(admin, HttpMethod.Get, $"/products?after={after}");
        return [.. list["products"]!.AsArray().Select(product => (string)product!["sku"]!)];
    }
}
