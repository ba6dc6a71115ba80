using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>Wrong carts, orders and products.</summary>
internal static class OfShop
{
    // What the first statement of two has written stays when the second fails; one statement leaves nothing.
    private const string FailDecrements = """
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'gone' USING ERRCODE = '57P01'; END $$;
        CREATE TRIGGER fail BEFORE UPDATE OF stock ON products FOR EACH ROW EXECUTE FUNCTION fail()
        """;

    private const string FailNoMore = "DROP FUNCTION fail CASCADE";

    public static IReadOnlyList<Demonstration> All { get; } =
    [
        new("AckBeforeWrite", AnAcknowledgedItemIsNotThereAsync) { AtOnce = false },
        new("CartReadModifyWrite", OneOfTwoItemsIsLostAsync) { AtOnce = false },
        new("Oversell", MoreAreSoldThanThereAreAsync) { AtOnce = false },
        new("OrderWithoutDecrement", AnOrderTakesNothingOffTheStockAsync),
        new("DoubleOrderOnRetry", OneKeyBuysTwiceAsync) { NeedsProcesses = true },
        new("LocalCacheNoInvalidation", TheOldNameStaysAsync),
        new("InvalidationByLossyPubSub", TheOldNameStaysWhenTheMessageIsLostAsync) { NeedsProcesses = true },
        new("CacheAsideRace", ASlowReaderBringsTheOldNameBackAsync) { NeedsProcesses = true },
    ];

    private static async Task<bool> AnAcknowledgedItemIsNotThereAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        await replicas.B.ReadCartAsync(user);
        await replicas.A.PutIntoCartAsync(user, "MUG", 1);
        return !(await replicas.B.ReadCartAsync(user)).ItemsOf().Any();
    }

    private static async Task<bool> OneOfTwoItemsIsLostAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        await Task.WhenAll(replicas.A.PutIntoCartAsync(user, "MUG", 1), replicas.B.PutIntoCartAsync(user, "SHIRT", 1));
        return (await replicas.A.ReadCartAsync(user)).ItemsOf().Count() == 1;
    }

    private static async Task<bool> MoreAreSoldThanThereAreAsync(PlantedReplicas replicas)
    {
        var sku = await AddAsync(replicas, stock: 2);
        var user = await replicas.A.EnterAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            order => replicas.Clients[order % 2].SendOrderAsync(user, $"order-{order}", (sku, 1))));
        return answers.Count(answer => answer.IsSuccessStatusCode) > 2;
    }

    private static async Task<bool> AnOrderTakesNothingOffTheStockAsync(PlantedReplicas replicas)
    {
        var sku = await AddAsync(replicas, stock: 2);
        var user = await replicas.A.EnterAsync();
        await replicas.Stores.Postgres.ExecuteAsync(FailDecrements, replicas.Stores.Database);
        using var unanswered = await replicas.Clients[0].SendOrderAsync(user, "order", (sku, 1));
        await replicas.Stores.Postgres.ExecuteAsync(FailNoMore, replicas.Stores.Database);
        var orders = await replicas.B.ListOrdersAsync(await replicas.B.EnterAsAdminAsync(), sku);
        return !unanswered.IsSuccessStatusCode && orders.Count == 1 && (int?)(await replicas.B.ReadProductAsync(sku))["stock"] == 2;
    }

    private static async Task<bool> OneKeyBuysTwiceAsync(PlantedReplicas replicas)
    {
        var sku = await AddAsync(replicas, stock: 2);
        var user = await replicas.A.EnterAsync();
        var first = await replicas.A.OrderAsync(user, "order", (sku, 1));
        var second = await replicas.B.OrderAsync(user, "order", (sku, 1));
        return !JsonNode.DeepEquals(first["id"], second["id"]);
    }

    private static async Task<bool> TheOldNameStaysAsync(PlantedReplicas replicas)
    {
        var sku = await AddAsync(replicas, stock: 2);
        await replicas.B.ReadProductAsync(sku);
        await replicas.A.RenameAsync(await replicas.A.EnterAsAdminAsync(), sku, "New");
        return await NameAsync(replicas.B, sku) != "New";
    }

    private static async Task<bool> TheOldNameStaysWhenTheMessageIsLostAsync(PlantedReplicas replicas)
    {
        var sku = await AddAsync(replicas, stock: 2);
        var admin = await replicas.A.EnterAsAdminAsync();
        await replicas.B.ReadProductAsync(sku);
        await replicas.A.RenameAsync(admin, sku, "Heard");
        await Condition.BecomesTrueAsync(async () => await NameAsync(replicas.B, sku) == "Heard", "a message arrives");

        // Nobody can subscribe while the name changes: the message is lost however long that takes.
        await replicas.Redis.SendAsync("ACL SETUSER default -subscribe");
        await replicas.Redis.SendAsync("CLIENT KILL TYPE pubsub");
        await replicas.A.RenameAsync(admin, sku, "Lost");
        await replicas.Redis.SendAsync("ACL SETUSER default +subscribe");
        // A client whose subscription was refused asks for it again when it has connected anew.
        await replicas.Redis.SendAsync("CLIENT KILL TYPE normal");
        await Condition.BecomesTrueAsync(
            async () => await NameAsync(replicas.B, sku) == "Lost"
                || (await replicas.Redis.SendAsync("PUBSUB NUMSUB products:changed")).Contains(":2", StringComparison.Ordinal),
            "B knows, or both subscribe again");
        return await NameAsync(replicas.B, sku) == "Heard";
    }

    // What the slow reader fills the cache with, where it fills one, is on its way while the name changes.
    private static async Task<bool> ASlowReaderBringsTheOldNameBackAsync(PlantedReplicas replicas)
    {
        const string Old = "Kept back";
        var sku = await AddAsync(replicas, stock: 2);
        var admin = await replicas.A.EnterAsAdminAsync();
        await replicas.A.RenameAsync(admin, sku, Old);
        await using var way = new Relay(replicas.Redis.Port, Old);
        var slow = await replicas.StartAnotherAsync(("ConnectionStrings__redis", replicas.Redis.ConnectionStringOf(way.Port)));
        var reading = slow.CarefulClient.ReadProductAsync(sku);
        await Task.WhenAny(way.HoldsAsync(), reading);
        await replicas.A.RenameAsync(admin, sku, "New");
        way.LetGo();
        await reading;
        return await NameAsync(replicas.A, sku) == Old;
    }

    private static async Task<string> AddAsync(PlantedReplicas replicas, int stock) =>
        await replicas.A.AddProductAsync(await replicas.A.EnterAsAdminAsync(), stock);

    private static async Task<string?> NameAsync(HttpClient client, string sku) => (string?)(await client.ReadProductAsync(sku))["name"];
}
