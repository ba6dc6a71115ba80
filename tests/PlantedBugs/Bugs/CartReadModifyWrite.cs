using System.Text.Json;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Reads the whole cart, changes it in the process and writes the whole cart: of two changes at once the later one undoes the other.
/// </summary>
internal sealed class CartReadModifyWrite(
    ICarts correct, ISessions sessions, RedisStore redis, IOptions<CartsOptions> carts, IOptions<IdempotencyOptions> idempotency)
    : AroundCarts(correct)
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    // The answer is remembered in the same step, so that a lost update is all that can go wrong.
    private const string Replace = """
        if KEYS[2] then redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2]) end
        redis.call('DEL', KEYS[1])
        return redis.call('HSET', KEYS[1], unpack(ARGV, 3))
        """;

    public static void Plant(IServiceCollection services) => services.Wrap<ICarts, CartReadModifyWrite>();

    public override async Task<CartChanged> ChangeAsync(
        SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var user = session.User;
        if (await BeforeAnyEffect.RunAsync(sessions.UseAsync(session, cancellationToken)) is null)
        {
            return new(CartOutcome.SessionEnded);
        }

        RedisKey[] records = key is null ? [] : [RecordOf(user, change.Method, change.Sku, key)];
        if (records is [var record] && (string?)await BeforeAnyEffect.RunAsync(GetAsync(record, cancellationToken)) is { } json)
        {
            var first = JsonSerializer.Deserialize<Record>(json, Json)!;
            return first.Quantity == change.Quantity ? new(CartOutcome.Replayed, first.Cart) : new(CartOutcome.KeyReused);
        }

        var before = await BeforeAnyEffect.RunAsync(Correct.ReadAsync(user, cancellationToken));
        if (before.Change(change, carts.Value.MaxLines) is not { } after)
        {
            return new(CartOutcome.Full);
        }

        RedisValue[] remembered =
            [JsonSerializer.Serialize(new Record(change.Quantity, after), Json), (long)idempotency.Value.KeyRetention.TotalMilliseconds];
        await redis.EvaluateAsync(
            Replace, [$"{{u:{user.Value}}}:cart", .. records], [.. remembered, .. FieldsOf(after)], cancellationToken);
        return new(CartOutcome.Changed, after);
    }

    public override async Task<bool> WasAppliedAsync(Username user, Sku sku, IdempotencyKey key, CancellationToken cancellationToken) =>
        !(await GetAsync(RecordOf(user, CartMethod.Put, sku, key), cancellationToken)).IsNull
        || !(await GetAsync(RecordOf(user, CartMethod.Delete, sku, key), cancellationToken)).IsNull;

    private Task<RedisValue> GetAsync(RedisKey record, CancellationToken cancellationToken) =>
        redis.CallAsync("GET", static (database, record) => database.StringGetAsync(record), record, cancellationToken);

    private static IEnumerable<RedisValue> FieldsOf(Cart cart) =>
        cart.Items.SelectMany(item => new RedisValue[] { "i:" + item.Sku.Value, item.Quantity }).Prepend(cart.Version).Prepend("version");

    private static RedisKey RecordOf(Username user, CartMethod method, Sku sku, IdempotencyKey key) =>
        $"{{u:{user.Value}}}:cart-answer:{method}:{sku.Value}:{key.Value}";

    private sealed record Record(int Quantity, Cart Cart);
}
