using System.Text.Json;
using AspireStateless.Api;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Keeps what is in a session as one piece, read, changed and written back as a whole, as session middleware does: of two requests that
/// change different fields at once the later one undoes the other.
/// </summary>
internal sealed class WholeBlobLastWins(ISessions correct, RedisStore redis, IOptions<SessionsOptions> options) : AroundSessions(correct)
{
    public static void Plant(IServiceCollection services) => services.Wrap<ISessions, WholeBlobLastWins>();

    public override async Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var expiresAt = await Correct.OpenAsync(id, passwordNumber, NoFields, cancellationToken);
        if (expiresAt is { } end)
        {
            await WriteAsync(id, SessionContent.New(id.User, fields, end), cancellationToken);
        }

        return expiresAt;
    }

    public override async Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken) =>
        await Correct.UseAsync(id, cancellationToken) is { } alive
            ? await ReadAsync(id, cancellationToken) is { } content ? content with { ExpiresAt = alive.ExpiresAt } : alive
            : null;

    public override async Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken)
    {
        if (await UseAsync(id, cancellationToken) is not { } session)
        {
            return new(SessionOutcome.Ended);
        }

        var change = session.Change(patch, options.Value.MaxFields);
        if (change.Session is { } changed)
        {
            await WriteAsync(id, changed, cancellationToken);
        }

        return change;
    }

    private async Task<Session?> ReadAsync(SessionId id, CancellationToken cancellationToken) =>
        (string?)await redis.CallAsync("GET", static (database, key) => database.StringGetAsync(key), KeyOf(id), cancellationToken)
            is { } blob ? JsonSerializer.Deserialize(blob, ApiJson.Default.Session) : null;

    private Task<bool> WriteAsync(SessionId id, Session session, CancellationToken cancellationToken) =>
        redis.CallAsync(
            "SET",
            static (database, set) => database.StringSetAsync(set.key, set.blob, set.Cap),
            (key: KeyOf(id), blob: (RedisValue)JsonSerializer.Serialize(session, ApiJson.Default.Session), options.Value.Cap),
            cancellationToken);

    private static RedisKey KeyOf(SessionId id) => $"{{u:{id.User.Value}}}:blob:{id.Value}";
}
