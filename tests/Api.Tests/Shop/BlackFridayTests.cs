using System.Net;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>A thousand orders at once for a hundred units, and one of three replicas dies in the middle of them.</summary>
[Collection(Crowded.Collection)]
public sealed class BlackFridayTests(Stores stores)
{
    private const int Units = 100;
    private const int Orders = 1000;
    private const int Buyers = 50;

    [Fact]
    public async Task Exactly_the_hundred_units_are_sold_and_every_acknowledged_order_exists()
    {
        using var first = await ReplicaProcess.StartAsync(stores);
        using var second = await ReplicaProcess.StartAsync(stores);
        using var third = await ReplicaProcess.StartAsync(stores);
        ReplicaProcess[] replicas = [first, second, third];
        var admin = await first.Client.EnterAsAdminAsync();
        var sku = await first.Client.AddProductAsync(admin, Units);
        var buyers = await Task.WhenAll(Enumerable.Range(0, Buyers).Select(buyer => replicas[buyer % 3].Client.EnterAsync()));
        var acknowledged = 0;

        var orders = Enumerable.Range(0, Orders)
            .Select(async order =>
            {
                var placed = await BuyAsync(replicas, order, buyers[order % Buyers], sku);
                Interlocked.Add(ref acknowledged, placed is null ? 0 : 1);
                return placed;
            })
            .ToArray();
        await Condition.BecomesTrueAsync(() => Task.FromResult(Volatile.Read(ref acknowledged) > Units / 10), "the sale has begun");
        third.Process.Signal(Signal.Kill);
        var placed = (await Task.WhenAll(orders)).Where(order => order is not null).Select(order => order!).ToArray();

        var existing = await first.Client.ListOrdersAsync(admin, sku);
        Assert.Equal(Enumerable.Range(1, Units), existing.SelectMany(order => order.SerialsOf(sku)).Order());
        Assert.Equal(existing.Select(order => order.ToJsonString()),
            placed.OrderBy(order => (long)order["id"]!).Select(order => order.ToJsonString()));
        Assert.Equal(0, (int?)(await second.Client.ReadProductAsync(sku))["stock"]);
    }

    /// <summary>Asks the replicas in turn, under one key, until one of them says what became of the order.</summary>
    /// <returns>The order; null when the product is sold out.</returns>
    private static async Task<JsonObject?> BuyAsync(ReplicaProcess[] replicas, int order, LoggedIn buyer, string sku)
    {
        for (var attempt = order; ; attempt++)
        {
            try
            {
                using var response = await replicas[attempt % replicas.Length].Client.SendOrderAsync(buyer, $"order-{order}", (sku, 1));
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    continue;
                }

                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Conflict, text);
                return response.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : null;
            }
            catch (HttpRequestException)
            {
                // The replica is dead, or died before it answered.
            }
        }
    }
}
