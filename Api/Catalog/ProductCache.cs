using System.Security.Cryptography;
using System.Text.Json;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using StackExchange.Redis;

namespace AspireStateless.Api.Catalog;

/// <summary>
/// Names and prices in Redis, and which of them are being written. Every method throws <see cref="StoreUnavailableException"/>.
/// </summary>
/// <remarks>Reads that come at once share a round trip; on a Redis cluster they could not, as sessions could not.</remarks>
internal sealed class ProductCache(RedisStore redis)
{
    // Bounds what asking for products that do not exist leaves behind.
    private static readonly RedisValue LeaseMilliseconds = 10_000;

    private readonly StoreBatcher<Sku, CachedProduct> _reading = redis.Batch<Sku, CachedProduct>("EVALSHA", ReadAsync);

    public Task<CachedProduct> ReadAsync(Sku sku, CancellationToken cancellationToken) => _reading.CallAsync(sku, cancellationToken);

    /// <summary>Takes what was read from Postgres under a lease, unless a write began since.</summary>
    public Task FillAsync(Sku sku, string lease, ProductDetails details, CancellationToken cancellationToken) =>
        redis.EvaluateAsync(ProductCacheScripts.Fill, [KeyOf(sku)], [lease, details.Version, Serialize(details)], cancellationToken);

    /// <summary>Notes that a write begins.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> MarkAsync(Sku sku, CancellationToken cancellationToken)
    {
        var write = NewId();
        await redis.EvaluateAsync(ProductCacheScripts.Mark, [KeyOf(sku)], [write], cancellationToken);
        return write;
    }

    /// <summary>Takes what Postgres has now, and ends writes that are part of it or can never be.</summary>
    public Task FinishAsync(Sku sku, ProductDetails details, IEnumerable<string> writes, CancellationToken cancellationToken) =>
        redis.EvaluateAsync(
            ProductCacheScripts.Finish,
            [KeyOf(sku)],
            [details.Version, Serialize(details), .. writes.Select(write => (RedisValue)write)],
            cancellationToken);

    /// <summary>Ends writes that certainly did not happen.</summary>
    public Task UnmarkAsync(Sku sku, IEnumerable<string> writes, CancellationToken cancellationToken) =>
        redis.EvaluateAsync(
            ProductCacheScripts.Unmark, [KeyOf(sku)], [.. writes.Select(write => (RedisValue)write)], cancellationToken);

    private static async Task<IReadOnlyList<CachedProduct>> ReadAsync(IDatabase database, IReadOnlyList<Sku> skus)
    {
        RedisKey[] keys = [.. skus.Select(KeyOf)];
        var batch = NewId();
        RedisValue[] values = [LeaseMilliseconds, .. skus.Select((_, number) => (RedisValue)$"{batch}-{number}")];
        var answers = (RedisResult[])(await database.ScriptEvaluateAsync(ProductCacheScripts.Read, keys, values))!;
        return Array.ConvertAll(answers, Read);
    }

    private static CachedProduct Read(RedisResult answer)
    {
        var parts = (RedisResult[])answer!;
        return (string)parts[0]! switch
        {
            "hit" => ReadContent((string?)parts[1]),
            "miss" => new CachedProduct.Miss((string)parts[1]!),
            _ => new CachedProduct.Pending(TimeSpan.FromMilliseconds((long)parts[1]), [.. parts[2..].Select(id => (string)id!)]),
        };
    }

    private static CachedProduct ReadContent(string? content)
    {
        try
        {
            return new CachedProduct.Hit(JsonSerializer.Deserialize(content ?? "", CatalogJson.Default.ProductDetails)!);
        }
        catch (JsonException)
        {
            // Not one of ours, whoever wrote it. The next write puts it right.
            return new CachedProduct.Pending(TimeSpan.Zero, []);
        }
    }

    private static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static string Serialize(ProductDetails details) => JsonSerializer.Serialize(details, CatalogJson.Default.ProductDetails);

    private static RedisKey KeyOf(Sku sku) => $"{{p:{sku.Value}}}:cache";
}

/// <summary>What the cache says about a product.</summary>
internal abstract record CachedProduct
{
    /// <summary>This is what Postgres has.</summary>
    public sealed record Hit(ProductDetails Details) : CachedProduct;

    /// <summary>Nothing is cached, and under this lease it may be.</summary>
    public sealed record Miss(string Lease) : CachedProduct;

    /// <summary>Writes are on their way, the oldest for so long: only Postgres knows.</summary>
    public sealed record Pending(TimeSpan Age, IReadOnlyList<string> Writes) : CachedProduct;
}
