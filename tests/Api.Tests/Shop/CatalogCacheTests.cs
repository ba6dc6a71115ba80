using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>A cached name is never older than a write that was answered, whoever dies or dawdles in between.</summary>
public sealed class CatalogCacheTests(Stores stores) : IDisposable
{
    private readonly HostPair _hosts = new(stores, ("Catalog:PendingMax", "00:00:00.300"));

    private HttpClient Client => _hosts.Client;

    private ProductCache Cache => _hosts.Part<ProductCache>();
    private ProductTable Table => _hosts.Part<ProductTable>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_product_that_was_read_is_cached_for_all_replicas()
    {
        var (_, sku) = await ScenarioAsync();
        await Client.ReadProductAsync(sku);

        Assert.Equal("Tea", Assert.IsType<CachedProduct.Hit>(await Cache.ReadAsync(Sku.Parse(sku, null), Cancellation)).Details.Name.Value);
        await stores.Postgres.ExecuteAsync($"UPDATE products SET name = 'Behind the cache' WHERE sku = '{sku}'");
        Assert.Equal("Tea", (string?)(await _hosts.ClientOf(1).ReadProductAsync(sku))["name"]);
    }

    [Theory]
    // A Redis that came back older than it was.
    [InlineData("""v 1 j '{"name":"Tea","price":2.5,"version":1}'""")]
    // What nobody can read.
    [InlineData("v 3 j nonsense")]
    [InlineData("v 3 j ''")]
    public async Task What_the_cache_has_forgotten_or_cannot_say_is_read_from_Postgres(string cached)
    {
        var (admin, sku) = await ScenarioAsync();
        await Client.RenameAsync(admin, sku, "Black tea");

        await stores.Redis.SendAsync($"HSET {{p:{sku}}}:cache {cached}");

        Assert.Equal("Black tea", (string?)(await _hosts.ClientOf(1).ReadProductAsync(sku))["name"]);
    }

    [Fact]
    public async Task A_reader_who_was_slower_than_a_write_fills_nothing()
    {
        var (admin, sku) = await ScenarioAsync();
        var product = Sku.Parse(sku, null);
        var lease = Assert.IsType<CachedProduct.Miss>(await Cache.ReadAsync(product, Cancellation)).Lease;
        var old = await Table.ReadDetailsAsync(product, Cancellation);

        await Client.RenameAsync(admin, sku, "Black tea");
        await Cache.FillAsync(product, lease, old!, Cancellation);

        Assert.Equal("Black tea", (string?)(await _hosts.ClientOf(1).ReadProductAsync(sku))["name"]);
    }

    [Fact]
    public async Task A_reader_fills_nothing_while_a_write_is_pending()
    {
        var (_, sku) = await ScenarioAsync();
        var product = Sku.Parse(sku, null);
        var lease = Assert.IsType<CachedProduct.Miss>(await Cache.ReadAsync(product, Cancellation)).Lease;
        var old = await Table.ReadDetailsAsync(product, Cancellation);
        var write = await Cache.MarkAsync(product, Cancellation);

        await Cache.FillAsync(product, lease, old!, Cancellation);
        Assert.IsType<CachedProduct.Pending>(await Cache.ReadAsync(product, Cancellation));
        await Cache.UnmarkAsync(product, [write], Cancellation);

        // Nor with the lease from before the write.
        await Cache.FillAsync(product, lease, old!, Cancellation);
        Assert.IsType<CachedProduct.Miss>(await Cache.ReadAsync(product, Cancellation));
    }

    [Fact]
    public async Task A_lease_is_shared_until_the_next_write_begins()
    {
        var (admin, sku) = await ScenarioAsync();
        var product = Sku.Parse(sku, null);
        var first = Assert.IsType<CachedProduct.Miss>(await Cache.ReadAsync(product, Cancellation));
        var second = Assert.IsType<CachedProduct.Miss>(await Cache.ReadAsync(product, Cancellation));
        Assert.Equal(first, second);

        await Cache.UnmarkAsync(product, [await Cache.MarkAsync(product, Cancellation)], Cancellation);

        Assert.NotEqual(first, Assert.IsType<CachedProduct.Miss>(await Cache.ReadAsync(product, Cancellation)));
    }

    [Fact]
    public async Task A_write_that_was_lost_before_its_commit_is_fenced_and_can_never_commit()
    {
        var (_, sku) = await ScenarioAsync();
        var product = Sku.Parse(sku, null);
        await Client.ReadProductAsync(sku);
        var fence = await Table.ReadFenceAsync(product, Cancellation);
        await Cache.MarkAsync(product, Cancellation);

        await Condition.BecomesTrueAsync(
            async () => (string?)(await Client.ReadProductAsync(sku))["name"] == "Tea"
                && await Cache.ReadAsync(product, Cancellation) is CachedProduct.Hit,
            "the product is cached again");

        Assert.Null(await Table.ReplaceAsync(product, new(ProductName.Parse("Lost", null), 1m), fence!.Value, Cancellation));
        var read = await Client.ReadProductAsync(sku);
        Assert.Equal(("Tea", 1), ((string?)read["name"], (int?)read["version"]));
    }

    [Fact]
    public async Task A_write_whose_replica_died_after_the_commit_is_seen_at_once_and_cached_later()
    {
        var (_, sku) = await ScenarioAsync();
        var product = Sku.Parse(sku, null);
        await Client.ReadProductAsync(sku);
        var fence = await Table.ReadFenceAsync(product, Cancellation);
        await Cache.MarkAsync(product, Cancellation);
        await Table.ReplaceAsync(product, new(ProductName.Parse("Black tea", null), 1m), fence!.Value, Cancellation);

        Assert.Equal("Black tea", (string?)(await Client.ReadProductAsync(sku))["name"]);
        await Condition.BecomesTrueAsync(
            async () => (string?)(await _hosts.ClientOf(1).ReadProductAsync(sku))["name"] == "Black tea"
                && await Cache.ReadAsync(product, Cancellation) is CachedProduct.Hit { Details.Name.Value: "Black tea" },
            "the product is cached again");
    }

    [Fact]
    public async Task A_late_outcome_of_an_older_write_does_not_replace_a_newer_one()
    {
        var (admin, sku) = await ScenarioAsync();
        var product = Sku.Parse(sku, null);
        var fence = await Table.ReadFenceAsync(product, Cancellation);
        var write = await Cache.MarkAsync(product, Cancellation);
        var slow = await Table.ReplaceAsync(product, new(ProductName.Parse("Slow", null), 1m), fence!.Value, Cancellation);
        await Client.RenameAsync(admin, sku, "Black tea");

        await Cache.FinishAsync(product, new(slow!.Name, slow.Price, slow.Version), [write], Cancellation);

        Assert.Equal("Black tea", (string?)(await Client.ReadProductAsync(sku))["name"]);
    }

    [Fact]
    public async Task A_write_that_readers_gave_up_begins_anew_or_is_refused_definitely()
    {
        var (admin, sku) = await ScenarioAsync();
        using var impatient = new HostPair(stores, ("Catalog:PendingMax", "00:00:00.010"));

        await ReadersNeverGoBackAsync(impatient, sku, async written =>
        {
            for (var number = 0; number < 50; number++)
            {
                using var response = await _hosts.ClientOf(number).SendAsync(
                    admin, HttpMethod.Put, $"/products/{sku}", new { name = $"Tea {number}", price = 1 });
                if (response.IsSuccessStatusCode)
                {
                    written(JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject());
                    continue;
                }

                await ProblemAssert.IsAsync(response, HttpStatusCode.Conflict, "write-given-up", definite: true);
            }
        });
    }

    [Fact]
    public async Task Of_two_readers_who_give_a_write_up_at_the_same_time_the_slower_hides_nothing()
    {
        var (_, sku) = await ScenarioAsync();
        var product = Sku.Parse(sku, null);
        var lost = await Cache.MarkAsync(product, Cancellation);
        var first = await Table.RaiseFenceAsync(product, Cancellation);
        await Table.RaiseFenceAsync(product, Cancellation);
        var seen = (long)(await Client.ReadProductAsync(sku))["version"]!;

        await Cache.FinishAsync(product, first!, [lost], Cancellation);

        Assert.InRange((long)(await Client.ReadProductAsync(sku))["version"]!, seen, long.MaxValue);
    }

    [Fact]
    public async Task Readers_on_two_replicas_never_go_back_while_a_product_is_written()
    {
        var (admin, sku) = await ScenarioAsync();

        await ReadersNeverGoBackAsync(_hosts, sku, async written =>
        {
            for (var number = 0; number < 150; number++)
            {
                written(await _hosts.ClientOf(number).RenameAsync(admin, sku, number.ToString(CultureInfo.InvariantCulture)));
            }
        });
    }

    [Fact]
    public async Task Without_Redis_products_are_read_and_writes_are_refused_and_nobody_goes_back_over_its_restart()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var hosts = new HostPair(stores.With(redis), ("Catalog:PendingMax", "00:00:00.300"));
        var admin = await hosts.Client.EnterAsAdminAsync();
        var sku = await hosts.Client.AddProductAsync(admin, stock: 1);
        await hosts.Client.RenameAsync(admin, sku, "Black tea");
        // A write is on its way when Redis dies.
        await hosts.Part<ProductCache>().MarkAsync(Sku.Parse(sku, null), Cancellation);

        await ReadersNeverGoBackAsync(hosts, sku, async written =>
        {
            await redis.KillAsync();
            using var impatient = new HttpClient { BaseAddress = hosts.Client.BaseAddress };
            Assert.Equal("Black tea", (string?)(await hosts.Client.ReadProductAsync(sku))["name"]);
            await Condition.BecomesTrueAsync(
                async () =>
                {
                    using var refused = await impatient.SendAsync(
                        admin, HttpMethod.Put, $"/products/{sku}", new { name = "Lost", price = 1 });
                    return refused.StatusCode == HttpStatusCode.ServiceUnavailable
                        && (await refused.Content.ReadAsStringAsync(Cancellation)).Contains("\"definite\":true", StringComparison.Ordinal);
                },
                "writes are refused definitely");
            await redis.StartAsync();
            await Condition.BecomesTrueAsync(
                async () =>
                {
                    using var response = await hosts.Client.SendAsync(
                        admin, HttpMethod.Put, $"/products/{sku}", new { name = "Green tea", price = 1 });
                    return response.IsSuccessStatusCode;
                },
                "writes are made again");
            written(await hosts.Client.RenameAsync(admin, sku, "Green tea"));
            Assert.Equal("Green tea", (string?)(await hosts.ClientOf(1).ReadProductAsync(sku))["name"]);
        });
        await Condition.BecomesTrueAsync(
            async () =>
            {
                await hosts.Client.ReadProductAsync(sku);
                return await hosts.Part<ProductCache>().ReadAsync(Sku.Parse(sku, null), Cancellation) is CachedProduct.Hit;
            },
            "the product is cached again");
    }

    [Fact]
    public async Task Readers_who_miss_at_once_share_two_queries_at_most_however_many_they_are()
    {
        var database = await stores.Postgres.CreateDatabaseAsync();
        using var host = new ApiHost(stores.With(stores.Postgres, database));
        using var client = host.CreateClient();
        var sku = await client.AddProductAsync(await client.EnterAsAdminAsync(), stock: 1);
        await using var connection = new Npgsql.NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var block = new Npgsql.NpgsqlCommand("LOCK TABLE products", connection);
        await block.ExecuteNonQueryAsync(Cancellation);

        var readers = Enumerable.Range(0, 32).Select(_ => client.ReadProductAsync(sku)).ToArray();
        await Condition.BecomesTrueAsync(async () => await WaitingAsync(database, "SELECT sku, name%") >= 2, "readers wait for Postgres");
        var queries = await WaitingAsync(database, "SELECT sku, name%");
        await transaction.RollbackAsync(Cancellation);
        await Task.WhenAll(readers);

        Assert.Equal(2, queries);
    }

    public void Dispose() => _hosts.Dispose();

    private async Task<(LoggedIn Admin, string Sku)> ScenarioAsync()
    {
        var admin = await Client.EnterAsAdminAsync();
        return (admin, await Client.AddProductAsync(admin, stock: 1));
    }

    // No answer is older than any that came before the question was asked, whichever replica gave it.
    private static async Task ReadersNeverGoBackAsync(HostPair hosts, string sku, Func<Action<JsonObject>, Task> write)
    {
        using var stop = new CancellationTokenSource();
        var newest = 0L;
        void Seen(JsonObject product) => InterlockedMax(ref newest, (long)product["version"]!);
        var readers = Enumerable.Range(0, 4).Select(async reader =>
        {
            for (var read = reader; !stop.IsCancellationRequested; read++)
            {
                var floor = Interlocked.Read(ref newest);
                var product = await hosts.ClientOf(read).ReadProductAsync(sku);
                Assert.InRange((long)product["version"]!, floor, long.MaxValue);
                Seen(product);
            }
        }).ToArray();
        try
        {
            await write(Seen);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(readers);
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        var known = Interlocked.Read(ref target);
        while (known < value && Interlocked.CompareExchange(ref target, value, known) != known)
        {
            known = Interlocked.Read(ref target);
        }
    }

    private async Task<long> WaitingAsync(string database, string query) =>
        (long)(await stores.Postgres.ExecuteAsync(
            $"""
            SELECT count(*) FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '{query}'
            """,
            database))!;
}
