using System.Diagnostics;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>Products need Redis for speed only.</summary>
[Collection(Timed.Collection)]
public sealed class ProductsOutageTests(Stores stores)
{
    [Fact]
    public async Task A_product_is_read_in_time_while_Redis_hangs_and_as_it_was_written_last()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        var admin = await scene.Client.EnterAsAdminAsync();
        var sku = await scene.Client.AddProductAsync(admin, stock: 1);
        await scene.Client.RenameAsync(admin, sku, "Black tea");
        await scene.Client.ReadProductAsync(sku);
        scene.Redis.Pause();

        for (var read = 0; read < 12; read++)
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal("Black tea", (string?)(await scene.Client.ReadProductAsync(sku))["name"]);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Promise.AnswerLimit);
        }

        scene.Redis.Resume();
    }
}
