using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>Wrong answers about what was just created.</summary>
internal static class OfCreations
{
    public static IReadOnlyList<Demonstration> All { get; } =
    [
        new("AbsenceRemembered", ANewProductIsDeniedAsync),
        new("ListRemembered", ANewProductIsNotListedAsync),
    ];

    private static async Task<bool> ANewProductIsDeniedAsync(PlantedReplicas replicas)
    {
        var sku = ShopRequests.NewSku();
        await IsThereAsync(replicas.B, sku);
        await CreateAsync(replicas.A, sku);
        return !await IsThereAsync(replicas.B, sku);
    }

    private static async Task<bool> ANewProductIsNotListedAsync(PlantedReplicas replicas)
    {
        var sku = ShopRequests.NewSku();
        await IsListedAsync(replicas.B, sku);
        await CreateAsync(replicas.A, sku);
        return !await IsListedAsync(replicas.B, sku) && await IsThereAsync(replicas.B, sku);
    }

    private static async Task CreateAsync(HttpClient client, string sku) => await client.CallAsync(
        await client.EnterAsAdminAsync(), HttpMethod.Put, $"/products/{sku}", new { name = "Tea", price = 2.5m, stock = 2 });

    private static async Task<bool> IsThereAsync(HttpClient client, string sku)
    {
        using var answer = await client.GetAsync($"/products/{sku}", TestContext.Current.CancellationToken);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound });
        return answer.IsSuccessStatusCode;
    }

    // Behind all that sorts before it, so that it is among the first.
    private static async Task<bool> IsListedAsync(HttpClient client, string sku) =>
        (await client.GetStringAsync($"/products?after={sku[..^1]}", TestContext.Current.CancellationToken))
        .Contains(sku, StringComparison.Ordinal);
}
