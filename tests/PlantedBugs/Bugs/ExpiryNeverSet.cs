using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Leaves sessions without an expiry, as a write does that sets a value and forgets the time: only a logout ends them.</summary>
internal sealed class ExpiryNeverSet(ISessions correct, RedisStore redis) : AroundSessions(correct)
{
    public static void Plant(IServiceCollection services) => services.Wrap<ISessions, ExpiryNeverSet>();

    public override async Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var expiresAt = await Correct.OpenAsync(id, passwordNumber, fields, cancellationToken);
        await KeepAsync(id, cancellationToken);
        return expiresAt;
    }

    public override async Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken)
    {
        var session = await Correct.UseAsync(id, cancellationToken);
        await KeepAsync(id, cancellationToken);
        return session;
    }

    public override async Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken)
    {
        var change = await Correct.ChangeAsync(id, patch, cancellationToken);
        await KeepAsync(id, cancellationToken);
        return change;
    }

    private Task<bool> KeepAsync(SessionId id, CancellationToken cancellationToken) =>
        redis.CallAsync("PERSIST", static (database, session) => database.KeyPersistAsync(session), id.Key, cancellationToken);
}
