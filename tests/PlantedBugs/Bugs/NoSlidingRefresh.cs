using AspireStateless.Api.Carts;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage.Redis;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Fixes the end of a session when it is opened: a session that is used all the time ends one lifetime after the login.</summary>
internal sealed class NoSlidingRefresh(ISessions correct, RedisStore redis, IOptions<SessionsOptions> options) : AroundSessions(correct)
{
    public static void Plant(IServiceCollection services)
    {
        services.Wrap<ISessions, NoSlidingRefresh>();
        services.Wrap<ICarts, CartsOfSessions>();
    }

    public override async Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var expiresAt = await Correct.OpenAsync(id, passwordNumber, fields, cancellationToken);
        if (expiresAt is { } end)
        {
            await redis.CallAsync(
                "SET",
                static (database, set) => database.StringSetAsync(set.key, set.end, set.Lifetime),
                (key: EndOf(id), end: (RedisValue)end.ToUnixTimeMilliseconds(), options.Value.Lifetime),
                cancellationToken);
        }

        return expiresAt;
    }

    public override async Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken)
    {
        var end = await redis.CallAsync("GET", static (database, key) => database.StringGetAsync(key), EndOf(id), cancellationToken);
        if (end.IsNull)
        {
            await Correct.EndAsync(id, cancellationToken);
            return null;
        }

        return await Correct.UseAsync(id, cancellationToken) is { } session
            ? session with { ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds((long)end) }
            : null;
    }

    private static RedisKey EndOf(SessionId id) => $"{{u:{id.User.Value}}}:end:{id.Value}";
}
