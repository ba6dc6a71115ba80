using System.Collections.Concurrent;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.PlantedBugs.Parts;
using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Remembers names and prices in the process and tells the other replicas by publish and subscribe what to forget: a message that finds a
/// replica disconnected is gone, and that replica shows the old name for good. Until a message arrives it does so too, for a moment.
/// </summary>
internal sealed class InvalidationByLossyPubSub(ICatalog correct, RedisStore redis, ChangedProducts changed) : AroundCatalog(correct)
{
    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<ChangedProducts>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangedProducts>());
        services.Wrap<ICatalog, InvalidationByLossyPubSub>();
    }

    public override async Task<Product?> FindAsync(Sku sku, CancellationToken cancellationToken) =>
        await Correct.FindAsync(sku, cancellationToken) is { } product
            ? changed.Known.GetOrAdd(sku.Value, product) with { Stock = product.Stock }
            : null;

    public override async Task<ProductWrite> WriteAsync(Sku sku, ProductInput input, CancellationToken cancellationToken)
    {
        var write = await Correct.WriteAsync(sku, input, cancellationToken);
        changed.Known.TryRemove(sku.Value, out _);
        await AfterTheEffect.TryAsync(redis.CallAsync(
            "PUBLISH",
            static (database, sku) => database.PublishAsync(ChangedProducts.Channel, sku),
            sku.Value,
            CancellationToken.None));
        return write;
    }
}

/// <summary>What this process remembers, and what makes it forget.</summary>
internal sealed class ChangedProducts(IServiceProvider services, TimeProvider time) : BackgroundService
{
    public static readonly RedisChannel Channel = RedisChannel.Literal("products:changed");

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    public ConcurrentDictionary<string, Product> Known { get; } = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Resolving the connection makes it, which blocks.
                var redis = await Task.Run(services.GetRequiredService<IConnectionMultiplexer>, stoppingToken);
                await redis.GetSubscriber().SubscribeAsync(Channel, (_, sku) => Known.TryRemove(sku!, out var _));
                return;
            }
            catch (RedisException)
            {
                await Task.Delay(Retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
