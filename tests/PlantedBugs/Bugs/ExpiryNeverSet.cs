using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Leaves sessions without an expiry, as a write does that sets a value and forgets the time: only a logout ends them.</summary>
internal sealed class ExpiryNeverSet(ISessions correct, RedisStore redis) : AroundSessions(correct)
{
    public static void Plant(IServiceCollection services)
    {
        services.Wrap<ISessions, ExpiryNeverSet>();
        services.Wrap<ICarts, KeptByCarts>();
    }

    public override async Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var expiresAt = await Correct.OpenAsync(id, passwordNumber, fields, cancellationToken);
        await KeepAsync(redis, id);
        return expiresAt;
    }

    public override async Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken)
    {
        var session = await Correct.UseAsync(id, cancellationToken);
        await KeepAsync(redis, id);
        return session;
    }

    public override async Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken)
    {
        var change = await Correct.ChangeAsync(id, patch, cancellationToken);
        await KeepAsync(redis, id);
        return change;
    }

    private static Task KeepAsync(RedisStore redis, SessionId id) => AfterTheEffect.TryAsync(
        redis.CallAsync("PERSIST", static (database, session) => database.KeyPersistAsync(session), id.Key, CancellationToken.None));

    /// <summary>The step that changes a cart begins the session's lifetime anew, and so gives it an end.</summary>
    private sealed class KeptByCarts(ICarts correct, RedisStore redis) : AroundCarts(correct)
    {
        public override async Task<CartChanged> ChangeAsync(
            SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken)
        {
            var changed = await Correct.ChangeAsync(session, change, key, cancellationToken);
            await KeepAsync(redis, session);
            return changed;
        }
    }
}
