using System.Globalization;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.Api.Carts;

/// <summary>The carts in Redis, each method one script. Every method throws <see cref="StoreUnavailableException"/>.</summary>
/// <remarks>Reads that come at once share a round trip, and so do changes; on a Redis cluster they could not, nor could sessions.</remarks>
internal sealed class CartStore
{
    private readonly RedisStore _redis;
    private readonly StoreBatcher<RedisKey, RedisResult> _reading;
    private readonly StoreBatcher<BatchedChange, RedisResult> _changing;
    private readonly RedisValue _lifetimeMilliseconds;
    private readonly RedisValue _maxLines;
    private readonly RedisValue _retentionMilliseconds;

    public CartStore(
        RedisStore redis, IOptions<SessionsOptions> sessions, IOptions<CartsOptions> carts, IOptions<IdempotencyOptions> idempotency)
    {
        _redis = redis;
        _reading = redis.Batch<RedisKey, RedisResult>("EVALSHA", ReadAsync);
        _changing = redis.Batch<BatchedChange, RedisResult>("EVALSHA", ChangeAsync);
        _lifetimeMilliseconds = (long)sessions.Value.Lifetime.TotalMilliseconds;
        _maxLines = carts.Value.MaxLines;
        _retentionMilliseconds = (long)idempotency.Value.KeyRetention.TotalMilliseconds;
    }

    public async Task<CartState> ReadAsync(Username user, CancellationToken cancellationToken) =>
        ReadState(await _reading.CallAsync(KeyOf(user), cancellationToken));

    /// <summary>Uses a session and, if it lives, changes the cart of its user.</summary>
    public async Task<CartState> ChangeAsync(SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var cart = KeyOf(session.User);
        var record = key is null ? cart : RecordOf(session.User, change.Method, change.Sku, key);
        // Read by each caller alone, beside the others: the batch goes on to its next round trip meanwhile.
        return ReadState(await _changing.CallAsync(new(session, cart, record, change.Sku.Value, change.Quantity), cancellationToken));
    }

    public Task<bool> IsRecordedAsync(Username user, CartMethod method, Sku sku, IdempotencyKey key, CancellationToken cancellationToken) =>
        _redis.CallAsync(
            "EXISTS", static (database, record) => database.KeyExistsAsync(record), RecordOf(user, method, sku, key), cancellationToken);

    /// <summary>Marks the cart for an order, or joins another attempt at it; unless it is empty, or another order has it.</summary>
    public async Task<CartState> MarkAsync(Username user, string orderKey, CancellationToken cancellationToken) =>
        ReadState(await _redis.EvaluateAsync(CartScripts.Mark, [KeyOf(user)], [orderKey], cancellationToken));

    /// <summary>Takes the mark of a decided order away, if the cart still has it.</summary>
    /// <param name="bought">The version that the order bought, which this empties; null if it bought none.</param>
    public Task ReleaseAsync(Username user, string orderKey, long? bought, CancellationToken cancellationToken) =>
        _redis.EvaluateAsync(
            CartScripts.Release, [KeyOf(user)], [orderKey, bought is { } version ? version : RedisValue.EmptyString], cancellationToken);

    /// <summary>Ends an attempt at an order that certainly placed none.</summary>
    public Task WithdrawAsync(Username user, string orderKey, CancellationToken cancellationToken) =>
        _redis.EvaluateAsync(CartScripts.Withdraw, [KeyOf(user)], [orderKey], cancellationToken);

    private static async Task<IReadOnlyList<RedisResult>> ReadAsync(IDatabase database, IReadOnlyList<RedisKey> carts) =>
        (RedisResult[])(await database.ScriptEvaluateAsync(CartScripts.Read, [.. carts]))!;

    private async Task<IReadOnlyList<RedisResult>> ChangeAsync(IDatabase database, IReadOnlyList<BatchedChange> changes)
    {
        RedisKey[] keys =
            [.. changes.SelectMany(change => new[] { change.Session.Key, change.Session.PasswordKey, change.Cart, change.Record })];
        RedisValue[] values =
        [
            _lifetimeMilliseconds,
            _maxLines,
            _retentionMilliseconds,
            .. changes.SelectMany(change => new[] { change.Sku, change.Quantity }),
        ];
        return (RedisResult[])(await database.ScriptEvaluateAsync(CartScripts.Change, keys, values))!;
    }

    private static CartState ReadState(RedisResult answer)
    {
        if (answer.IsNull)
        {
            return CartState.SessionEnded;
        }

        ReadOnlySpan<char> rest = (string)answer!;
        var word = NextWord(ref rest).ToString();
        var age = Number(NextWord(ref rest));
        var version = 0L;
        var items = new List<CartItem>();
        CartMark? mark = null;
        while (!rest.IsEmpty)
        {
            var field = NextWord(ref rest);
            var value = NextWord(ref rest);
            if (field.StartsWith("i:", StringComparison.Ordinal))
            {
                items.Add(new(Sku.Parse(field[2..].ToString(), provider: null), (int)Number(value)));
            }
            else if (field is "version")
            {
                version = Number(value);
            }
            else if (field is "m:key")
            {
                mark = new(value.ToString(), TimeSpan.FromMilliseconds(age));
            }
        }

        items.Sort(static (one, other) => string.CompareOrdinal(one.Sku.Value, other.Sku.Value));
        return new(word, new(version, items), mark);
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return word;
    }

    private static long Number(ReadOnlySpan<char> word) => long.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture);

    private static RedisKey KeyOf(Username user) => $"{{u:{user.Value}}}:cart";

    private static RedisKey RecordOf(Username user, CartMethod method, Sku sku, IdempotencyKey key) =>
        $"{{u:{user.Value}}}:cart:{(method == CartMethod.Put ? "put" : "delete")}:{sku.Value}:{key.Value}";

    /// <param name="Cart">The key of its user's cart.</param>
    /// <param name="Record">Where the key of the change is remembered; the cart if it has none.</param>
    /// <param name="Quantity">How many units the cart holds from now on; also the fingerprint of the content.</param>
    private readonly record struct BatchedChange(
        SessionId Session, RedisKey Cart, RedisKey Record, RedisValue Sku, RedisValue Quantity);
}

/// <summary>What a script found or left.</summary>
internal sealed record CartState(string Word, Cart Cart, CartMark? Mark)
{
    /// <summary>The change was asked for by a session that is no more; nothing was looked at.</summary>
    public static readonly CartState SessionEnded = new("ended", new(Version: 0, []), Mark: null);
}

/// <summary>An order that is buying a cart.</summary>
/// <param name="OrderKey">Its key.</param>
/// <param name="Age">Since its last attempt began, by the clock of Redis.</param>
internal sealed record CartMark(string OrderKey, TimeSpan Age);
