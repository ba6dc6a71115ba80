using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>A store that is killed in the middle of calls takes nothing with it that was acknowledged, and does nothing twice.</summary>
[Collection(Crowded.Collection)]
public sealed class CrashTests(Stores stores)
{
    private const int Writers = 16;

    [Fact]
    public async Task Orders_over_a_kill_of_Postgres_are_each_placed_once_and_every_unit_has_one_buyer()
    {
        const int Orders = 300;
        await using var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        using var replica = await ReplicaProcess.StartAsync(stores.With(postgres));
        var client = replica.Client;
        var admin = await client.EnterAsAdminAsync();
        var sku = await client.AddProductAsync(admin, stock: 1000);
        var buyers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => client.EnterAsync()));
        var placed = new ConcurrentDictionary<string, long>();

        var orders = buyers.Select(async (buyer, writer) =>
        {
            for (var order = writer; order < Orders; order += Writers)
            {
                using var response = await client.SendOrderUntilAnsweredAsync(buyer, $"order-{order}", (sku, 1));
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(response.IsSuccessStatusCode, text);
                placed[$"order-{order}"] = (long)JsonNode.Parse(text)!["id"]!;
            }
        }).ToArray();
        await Condition.BecomesTrueAsync(() => Task.FromResult(placed.Count > Orders / 4), "orders are placed");
        await postgres.KillAsync();
        await postgres.StartAsync();
        await Task.WhenAll(orders);

        var existing = await client.ListOrdersAsync(admin, sku);
        Assert.Equal(Orders, existing.Count);
        Assert.Equal(placed.Values.Order(), existing.Select(order => (long)order["id"]!));
        Assert.Equal(Enumerable.Range(1, Orders), existing.SelectMany(order => order.SerialsOf(sku)).Order());
        Assert.Equal(1000 - Orders, (int?)(await client.ReadProductAsync(sku))["stock"]);
    }

    [Fact]
    public async Task Fields_and_carts_over_a_kill_of_Redis_keep_the_last_value_that_was_acknowledged_or_a_later_one()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var replica = await ReplicaProcess.StartAsync(stores.With(redis));
        var client = replica.Client;
        var user = await client.EnterAsync();
        var written = 0;

        var writers = Enumerable.Range(0, Writers).Select(async writer =>
        {
            var (acknowledged, last) = (0, 0);
            for (var value = 1; value <= 40; value++)
            {
                last = value;
                var field = await client.SendAsync(
                    user, HttpMethod.Patch, "/session",
                    new { fields = new Dictionary<string, string> { [$"field-{writer}"] = Text(value) } });
                var item = await client.SendToCartAsync(user, $"ITEM-{writer}", value);
                Interlocked.Increment(ref written);
                if (field.StatusCode == HttpStatusCode.OK && item.StatusCode == HttpStatusCode.OK)
                {
                    acknowledged = value;
                }
            }

            return (writer, acknowledged, last);
        }).ToArray();
        await Condition.BecomesTrueAsync(() => Task.FromResult(Volatile.Read(ref written) > 10 * Writers), "fields are written");
        await redis.KillAsync();
        await redis.StartAsync();
        var results = await Task.WhenAll(writers);
        await Condition.BecomesTrueAsync(() => client.IsGoodAsync(user), "the session is there again");

        var fields = (await client.ReadSessionAsync(user))["fields"]!.AsObject();
        var items = (await client.ReadCartAsync(user)).ItemsOf().Select(item => item.Split(' '))
                .ToDictionary(item => item[0], item => int.Parse(item[1], CultureInfo.InvariantCulture));
        foreach (var (writer, acknowledged, last) in results)
        {
            Assert.InRange(int.Parse((string)fields[$"field-{writer}"]!, CultureInfo.InvariantCulture), acknowledged, last);
            Assert.InRange(items[$"ITEM-{writer}"], acknowledged, last);
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
